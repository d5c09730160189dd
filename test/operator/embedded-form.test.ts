import { expect, test } from '@jest/globals';
import { embeddedForm } from '../../lib/operator/embedded-form.ts';

const wanted = {
  siteUrl: 'https://weekwise.example',
  series: 'test-series',
  zone: 'Europe/Berlin',
  lessonDay: 1,
  sendTime: '07:00',
};

test('a form says where its people come from, if it has a name', () => {
  expect(embeddedForm({ ...wanted, from: 'clinic-north' })).toContain(
    '\n  <input type="hidden" name="from" value="clinic-north">\n',
  );
  expect(embeddedForm(wanted)).not.toContain('name="from"');
});

test('a form for another page is sent in our encoding, whatever that page is written in', () => {
  const form = embeddedForm(wanted);
  expect(form).toMatch(/^<form [^>]* accept-charset="utf-8">/);
});

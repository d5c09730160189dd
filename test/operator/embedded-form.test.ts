import { expect, test } from '@jest/globals';
import { embeddedForm } from '../../lib/operator/embedded-form.ts';

test('a form for another page is sent in our encoding, whatever that page is written in', () => {
  const form = embeddedForm({
    siteUrl: 'https://weekwise.example',
    series: 'test-series',
    zone: 'Europe/Berlin',
    lessonDay: 1,
    sendTime: '07:00',
  });
  expect(form).toMatch(/^<form [^>]* accept-charset="utf-8">/);
});

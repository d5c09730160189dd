import { describe, expect, it } from '@jest/globals';
import Handlebars from 'handlebars';
import { beforeStop } from '../../lambdas/core/kit/full-stop.ts';
import { withOneStop } from '../../lib/templates/fields-before-stops.ts';

/** A template filled in as those of emails are. */
function filled(template: string, fields: object): string {
  const own = Handlebars.create();
  own.registerHelper('beforeStop', beforeStop);
  const options = { strict: true, knownHelpers: { beforeStop: true }, knownHelpersOnly: true };
  return own.compile(withOneStop(Handlebars.parse(template)), options)(fields);
}

const when = '7:00 a. m.';

describe('a field of an email', () => {
  it.each([
    ['A las {{when}}.', 'A las 7:00 a. m.'],
    ['A las <b>{{when}}</b>.</p>', 'A las <b>7:00 a. m</b>.</p>'],
    ['A las {{when}}, o no.', 'A las 7:00 a. m., o no.'],
    ['A las {{when}}...', 'A las 7:00 a. m....'],
    ['{{#if yes}}A las {{when}}{{else}}No{{/if}}. Y', 'A las 7:00 a. m. Y'],
    ['{{#if no}}No{{else}}<i>{{when}}</i>{{/if}}.', '<i>7:00 a. m</i>.'],
    ['{{#if yes}}A las {{when}}.{{/if}} Y', 'A las 7:00 a. m. Y'],
    ['<b>{{when}}</b>{{! ? }}</p>.', '<b>7:00 a. m</b></p>.'],
    ['{{sender.name}}.', 'A &amp; B S.A.'],
    ['{{#each all}}{{at}}. {{/each}}', '7:00 p. m. 8:00. '],
  ])('%p ends in one full stop: %p', (template, said) => {
    const fields = {
      when,
      yes: 'yes',
      no: '',
      sender: { name: 'A & B S.A.' },
      all: [{ at: '7:00 p. m.' }, { at: '8:00' }],
    };
    expect(filled(template, fields)).toBe(said);
  });

  it('that is missing before a full stop is an error, as anywhere', () => {
    expect(() => filled('{{when}}.', {})).toThrow('"when" not defined');
    expect(() => filled('{{sender.name}}.', { sender: {} })).toThrow('"name" not defined');
  });

  it('that brings html of its own keeps it', () => {
    expect(filled('{{body}}.', { body: { toHTML: () => '<p>So.</p>' } })).toBe('<p>So.</p>.');
  });
});

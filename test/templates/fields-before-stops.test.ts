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
    ['{{#each all}}{{at}}. {{/each}}', '7:00 p. m. 8:00. 9:00 p. m. '],
    ['{{#each all}}{{at}} {{/each}}.', '7:00 p. m. 8:00 9:00 p. m. .'],
    ['{{#each all}}<i>{{at}}</i>{{/each}}.', '<i>7:00 p. m.</i><i>8:00</i><i>9:00 p. m</i>.'],
    ['{{#each all}}{{#if at}}{{at}}{{/if}}{{/each}}{{#if yes}}.{{/if}}', '7:00 p. m.8:009:00 p. m..'],
    ['{{when}}{{#if yes}}. And{{/if}} Y', '7:00 a. m. And Y'],
    ['{{when}}{{#if no}}. And{{/if}} Y', '7:00 a. m. Y'],
    ['<b>{{when}}</b>{{#if no}}, and{{else}}.{{/if}}', '<b>7:00 a. m</b>.'],
    ['{{when}}{{#unless no}}{{#if yes}}{{/if}}{{/unless}}.', '7:00 a. m.'],
    ['{{#if yes}}{{when}}{{/if}}{{#if no}} or{{else}}{{#unless yes}}!{{else}}. So{{/unless}}{{/if}}', '7:00 a. m. So'],
  ])('%p ends in one full stop: %p', (template, said) => {
    const fields = {
      when,
      yes: 'yes',
      no: '',
      sender: { name: 'A & B S.A.' },
      all: [{ at: '7:00 p. m.' }, { at: '8:00' }, { at: '9:00 p. m.' }],
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

import { describe, expect, it } from '@jest/globals';
import {
  automatedReadability,
  germanSyllables,
  inflesz,
  readingMeasure,
  spanishSyllables,
  wiener,
} from '../../lib/content/reading-measures.ts';
import { wordingFindings } from '../../lib/content/wording.ts';
import { placed, TemplateFolder } from '../../lib/templates/template-folder.ts';

describe('how hard a text is to read', () => {
  it.each([
    ['que', 1],
    ['aire', 2],
    ['respiración', 4],
    ['guía', 2],
    ['ahora', 3],
    ['ciudad', 2],
    ['pingüino', 3],
    ['día', 2],
    ['muy', 1],
    ['ayuda', 3],
    ['correo', 3],
  ])('counts the syllables of the Spanish “%s”', (word, count) => expect(spanishSyllables(word)).toBe(count));

  it.each([
    ['Übung', 2],
    ['Rückenschmerzen', 4],
    ['ruhig', 2],
    ['Zeit', 1],
    ['langsam', 2],
  ])('counts the syllables of the German “%s”', (word, count) => expect(germanSyllables(word)).toBe(count));

  const spanish = 'Suelte los hombros. Tome aire por la nariz. Suelte el aire despacio.';
  const legal =
    'La información proporcionada constituye exclusivamente orientación complementaria, careciendo de responsabilidad profesional.';
  it('is judged by the language of its reader, and not at all in one without a measure', () => {
    expect(inflesz(spanish)).toBeGreaterThan(70);
    expect(readingMeasure('es-MX')!.tooHard(spanish)).toBeUndefined();
    expect(readingMeasure('es')!.tooHard(legal)).toMatch(/^INFLESZ -?\d/);
    expect(wiener('Lassen Sie die Luft los. Es tut gut. Das ist schon alles.')).toBeLessThan(7);
    expect(
      readingMeasure('de')!.tooHard('Informationsverarbeitungsgesellschaften verantworten Nutzungsbedingungen.'),
    ).toMatch(/Wiener/);
    // Of long words with few vowels only one of the two measures of English thinks ill.
    expect(automatedReadability('Let the air go. That is all.')).toBeLessThan(0);
    expect(readingMeasure('en')!.tooHard('Strengths thwarted throughout.')).toMatch(/^ARI 2\d/);
    expect(readingMeasure('en')!.tooHard('Relaxation alleviates intensity.')).toMatch(/^grade/);
    expect(readingMeasure('fr')).toBeUndefined();
  });
});

it('words are those of the language of their file', async () => {
  const file = (path: string, text: string) => ({ file: path, lines: placed(text, path) });
  const found = await wordingFindings({
    folder: new TemplateFolder('/nowhere'),
    series: [],
    texts: [
      file('templates/series/x/languages/es/lessons/01-a.md', 'Usted debe parar\nSu semana sana, su té y tu práctica'),
      file('templates/words/de/mails.yaml', 'a: Dein Kurs\nb: Sie sollten üben'),
      file('templates/series/x/languages/fr/lessons/01-a.md', 'tu dois!'),
      file('templates/layouts/lesson.mjml', 'It works for everyone'),
    ],
  });
  expect(found.map(({ line, message }) => `${line} ${message.split(';')[0]}`)).toEqual([
    '1 says "debe"',
    '2 says "tu"',
    '1 says "Dein"',
    '2 says "Sie sollten"',
    '1 says "!"',
    '1 says "works for everyone"',
  ]);
});

import { describe, expect, test } from '@jest/globals';
import { readNotice } from '../../lib/notices/read-notice.ts';
import { roots } from '../../lib/roots.ts';

const front = ['---', 'subject: Closed on Monday', 'preheader: Nobody answers the telephone on Monday.', '---'];
const read = (...lines: string[]) => readNotice(lines.join('\n'), 'closed.md', roots.project);

describe('the file of a notice', () => {
  test('becomes html in the look of mails, plain text, and an id that its words decide', async () => {
    const { id, text } = await read(
      ...front,
      '## Where to call',
      '',
      'In an emergency: *112*, **always**',
      '',
      '1. [Our site](https://clinic.example/a?b=1&c=2)',
      '2. [Write](mailto:hello@clinic.example)',
    );
    expect(id).toMatch(/^closed-on-monday-[0-9a-f]{8}$/);
    expect(text.title).toBe('Closed on Monday');
    expect(text.html).toMatch(/^<h2 style="[^"]+">Where to call<\/h2>/);
    expect(text.html).toContain('href="https://clinic.example/a?b=1&amp;c=2"');
    expect(text.html).not.toContain('edge-of');
    expect(text.text).toMatch(
      /^Where to call\n---\n\nIn an emergency: 112, always\n\n\s*1\. Our site:\n\s*https:\/\/clinic/,
    );
    expect((await read(...front, 'Other words.')).id).not.toBe(id);
    expect((await read(...front, 'Other words.')).id).toBe((await read(...front, 'Other words.')).id);
  });

  test.each<[string, string[], string]>([
    ['no front matter', ['Closed.'], 'closed.md:1: front matter is missing'],
    ['no preheader', ['---', 'subject: Closed on Monday', '---', 'Closed.'], 'closed.md:2: preheader:'],
    [
      'a subject that no phone shows',
      ['---', `subject: ${'x'.repeat(61)}`, front[2]!, '---', 'x'],
      'closed.md:2: subject: must have 5 to 60',
    ],
    ['a key with a typing error', [...front.slice(0, 3), 'titel: x', '---', 'x'], 'closed.md:4: titel:'],
    ['nothing to say', [...front, ''], 'closed.md:5: the notice says nothing'],
    ['a script', [...front, 'Hello.', '', '<script>alert(1)</script>'], 'closed.md:7: html has no place in a notice'],
    ['html within a line', [...front, 'Hello <img src=x>'], 'closed.md:5: html has no place in a notice'],
    ['a picture', [...front, '![us](https://clinic.example/x.png)'], 'closed.md:5: image has no place in a notice'],
    ['a merge field', [...front, 'Hello,', '', '- {{firstName}}'], 'closed.md:7: a notice merges nothing'],
    ['a link to nowhere', [...front, '[x](javascript:alert)'], 'closed.md:5: "javascript:alert" is no link'],
    ['a title in the text', [...front, '# Closed'], 'closed.md:5: the title stands in the front matter'],
  ])('is refused by its line: %s', async (_what, lines, says) => {
    await expect(read(...lines)).rejects.toThrow(says);
  });
});

import { describe, expect, it } from '@jest/globals';
import { series } from '../../build/templates.js';
import { everyLesson } from '../../lambdas/core/course/course.ts';
import { practiceOf, wordsOf } from '../../lib/templates/practice.ts';

const lessonWith = (body: string) =>
  ({
    file: 'templates/series/x/lessons/01-x.mjml',
    value: { snag: 'It rains.', short: 'Walk to the door.' },
    body: body.split('\n').map((text, index) => ({ text, place: { file: 'x', line: index + 1 } })),
  }) as unknown as Parameters<typeof practiceOf>[0];

const whole = `<mj-column mj-class="practice">
<h2>Try it: 5 minutes, once</h2>
<ul>
<li>“Sore &amp; safe”</li>
</ul>
<ol>
<li>Sit <strong>down</strong>.</li>
<li>Get up,
 slowly.</li>
</ol>
<p>In a wheelchair: lean.</p>
<p><a href="{{link.web}}">More</a></p>
<h3>The first day</h3>
</mj-column>
<mj-column mj-class="practice"><h2>Another: 2 minutes</h2><ol><li>No.</li></ol></mj-column>`;

describe('the practice of a lesson', () => {
  it('is read out of its email: how much, the steps, and what stands around them', () => {
    expect(practiceOf(lessonWith(whole))).toEqual({
      amount: '5 minutes, once',
      before: [{ kind: 'list', items: ['“Sore & safe”'] }],
      steps: ['Sit down.', 'Get up, slowly.'],
      after: [
        { kind: 'text', text: 'In a wheelchair: lean.' },
        { kind: 'heading', text: 'The first day' },
      ],
    });
  });

  it.each([
    ['a column', '<mj-column><h2>Try it: 5 minutes</h2><ol><li>Sit.</li></ol></mj-column>'],
    ['steps', '<mj-column mj-class="practice"><h2>Try it: 5 minutes</h2><p>Sit.</p></mj-column>'],
    ['a heading', '<mj-column mj-class="practice"><ol><li>Sit.</li></ol></mj-column>'],
  ])('stops the build where it lacks %s', (_, body) => {
    expect(() => practiceOf(lessonWith(body))).toThrow(/^x:1: a (lesson|practice) has/);
  });

  it('of every lesson there is can be practised along with, in words without markup', () => {
    for (const { id, practice, words } of series.flatMap(everyLesson)) {
      expect([id, practice.amount]).toEqual([id, expect.stringMatching(/\d/)]);
      expect([id, practice.steps.length >= 3]).toEqual([id, true]);
      expect([id, JSON.stringify(practice)]).toEqual([id, expect.not.stringMatching(/[<>]|\{\{|&\w+;/)]);
      expect(words.split(' ').length).toBeGreaterThan(40);
    }
  });

  it('is found by the words of its lesson, each of them once', () => {
    expect(wordsOf(lessonWith('<p>Walk, walk a LITTLE {{firstName}} [[plans]] &amp; rest.</p>'))).toBe(
      'walk little rest rains the door',
    );
  });
});

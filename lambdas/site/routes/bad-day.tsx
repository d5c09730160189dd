import { Hono } from 'hono';
import type { SiteEnv } from '../env.ts';
import { respond } from '../respond.tsx';

/** Three minutes for a bad day, at once and for anybody: no link, no name. */
export const badDay = new Hono<SiteEnv>().get('/bad-day', (c) => {
  c.set('open', true);
  return respond(c, { title: 'A bad day', content: <BadDay /> });
});

function BadDay() {
  return (
    <div class="narrow">
      <div class="intro">
        <h1>A bad day: three minutes</h1>
        <p class="lede">Bad days are part of back pain for most people. One does not undo what you have done.</p>
      </div>
      <section class="card urgent" aria-labelledby="first">
        <p class="kind">First</p>
        <h2 id="first">Is something new or strange?</h2>
        <p>
          Numbness between your legs, trouble peeing, weak legs, chest pain, a fever, or a fall: please see{' '}
          <a href="/help">when and where to get help</a> now. Also if you feel you may harm yourself.
        </p>
      </section>
      <section class="card calm" aria-labelledby="minutes">
        <p class="kind">Then</p>
        <h2 id="minutes">Three minutes</h2>
        <ol>
          <li>
            Move to a place where your back has some support: a chair, a wall, the bed with a cushion under your knees.
          </li>
          <li>Let your shoulders drop. Breathe out slowly, ten times. Do not hold your breath or force it.</li>
          <li>Something warm on your back may feel good. Keep a cloth between, and leave it off numb skin.</li>
          <li>Stand up or turn over, gently, and take a few steps if you can. Then rest for a little.</li>
          <li>Choose one thing that can wait until tomorrow. Tell somebody that today is a hard day, if you like.</li>
        </ol>
      </section>
      <p>
        Moving a little, as much as you can bear, is safe for ordinary back pain. Stop if something feels sharp,
        spreads, or makes you unwell. This is information, not medical advice.
      </p>
    </div>
  );
}

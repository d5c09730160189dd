import { words } from '../../../content/words.ts';
import type { Lesson } from '../../../core/course/series.ts';

const said = words.practise;

/** What the script `practice` moves: a clock, a disc to breathe along with, and the button that has the steps read aloud. */
export function Stage({ timer }: { timer: Lesson['timer'] | undefined }) {
  const { start, pause, goOn, again, started, paused, done, breaths, read, stopReading } = said;
  const says = {
    start,
    pause,
    goOn,
    again,
    started,
    paused,
    done,
    breaths,
    read,
    stopReading,
    in: said.in,
    out: said.out,
  };
  const asData = Object.entries(says).map(([name, text]) => [`data-${kebab(name)}`, text]);
  return (
    <section class="practice stage" aria-label={said.along} data-stage="" {...Object.fromEntries(asData)}>
      {timer?.breathing === true && <Pacer />}
      {timer !== undefined && <Clock minutes={timer.minutes} />}
      <div class="buttons">
        {timer !== undefined && (
          <button type="button" data-start-button="">
            {said.start}
          </button>
        )}
        <button type="button" class="quiet" data-read-button="" hidden>
          {said.read}
        </button>
      </div>
      {timer !== undefined && (
        <label class="tick">
          <input type="checkbox" data-bell="" />
          <span>{said.bell}</span>
        </label>
      )}
    </section>
  );
}

function Pacer() {
  return (
    <div class="pacer" aria-hidden="true">
      <svg viewBox="0 0 200 200">
        <circle cx="100" cy="100" r="96" />
        <circle
          data-ring=""
          cx="100"
          cy="100"
          r="96"
          pathLength="100"
          stroke-dasharray="100"
          stroke-dashoffset="100"
          transform="rotate(-90 100 100)"
        />
        <circle class="lung" cx="100" cy="100" r="88" />
        <circle data-disc="" cx="100" cy="100" r="58" />
      </svg>
      <p data-says="">{said.breaths}</p>
    </div>
  );
}

function Clock({ minutes }: { minutes: readonly number[] }) {
  return (
    <>
      <p class="clock" data-clock="" aria-hidden="true">
        {`${minutes[0]}:00`}
      </p>
      <p class="unseen" role="status" data-state=""></p>
      <fieldset>
        <legend class="unseen">{said.howLong}</legend>
        <div class="pills">
          {minutes.map((some, index) => (
            <label>
              <input type="radio" name="minutes" value={String(some)} checked={index === 0} />
              <span>{said.minutes({ minutes: String(some) })}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

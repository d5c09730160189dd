import { links } from '../../../core/mail/links.ts';
import { formatChange } from '../../../core/course/progress.ts';
import { formatLongDate } from '../../../core/time/words.ts';
import { together } from '../../../core/kit/parallel.ts';
import { onPerson } from '../../kit/on-person.ts';
import { OwnTabs } from '../../kit/own-tabs.tsx';
import { Intro } from '../../kit/sheet.tsx';
import { subscribed } from '../unsubscribe/standing.tsx';
import type { CheckIn } from '../../../core/person/records.ts';

const formatDays = { '0': 'none', '1-2': '1 or 2', '3-4': '3 or 4', '5-7': '5 or more' };

/** What somebody did and said so far. Nothing here compares people, and nothing is ever reset. */
export const progress = onPerson(links.progress, {
  read: async (visit) => {
    const [person, checkIns] = await together([subscribed(visit), visit.deps.diary.all(visit.link.id)]);
    return person instanceof Response ? person : { checkIns };
  },
  view: ({ found, link }) => ({
    title: 'Your weeks so far',
    tabs: <OwnTabs link={link} current="progress" />,
    content: <Progress {...found} />,
  }),
});

function Progress({ checkIns }: { checkIns: readonly CheckIn[] }) {
  const changes = [formatChange(checkIns, 'stress'), formatChange(checkIns, 'pain')].filter(Boolean);
  return (
    <div class="narrow">
      <Intro
        heading="Your weeks so far"
        lede="Scores go up and down by themselves, and many things play a part. So a lower one does not prove that the lessons did it, and a higher one is nobody’s fault."
      />
      <section class="sheet" aria-labelledby="weeks">
        <h2 id="weeks">Check-ins</h2>
        {checkIns.length === 0 ? (
          <p>None yet. The next lesson asks you with one press.</p>
        ) : (
          <Weeks checkIns={checkIns} />
        )}
        {changes.map((words) => (
          <p>{words}</p>
        ))}
      </section>
      <Notes checkIns={checkIns} />
    </div>
  );
}

function Weeks({ checkIns }: { checkIns: readonly CheckIn[] }) {
  const scored = checkIns.some(({ stress, pain }) => stress !== undefined || pain !== undefined);
  return (
    <>
      {scored && <Chart checkIns={checkIns} />}
      <section class="scroll" tabindex={0} aria-label="Your weeks as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              <th scope="col">Days of practice</th>
              <th scope="col">Stress</th>
              <th scope="col">Pain</th>
            </tr>
          </thead>
          <tbody>
            {checkIns.map(({ week, days, stress, pain }) => (
              <tr>
                <th scope="row">{formatLongDate(week)}</th>
                <td>{formatDays[days]}</td>
                <td>{stress ?? '–'}</td>
                <td>{pain ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** What they wrote stands by itself: no sentence about scores comments on it. */
function Notes({ checkIns }: { checkIns: readonly CheckIn[] }) {
  const noted = checkIns.filter(({ note }) => note !== undefined);
  if (noted.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="notes">
      <h2 id="notes">Your lines</h2>
      <dl class="prose">
        {noted.map(({ week, note }) => (
          <>
            <dt>Week of {formatLongDate(week)}</dt>
            <dd>{note}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

const width = 560;
const height = 180;

/** Stress and pain over the weeks. The table below it says the same. */
function Chart({ checkIns }: { checkIns: readonly CheckIn[] }) {
  const x = (index: number) => 24 + (index * (width - 48)) / Math.max(1, checkIns.length - 1);
  const y = (score: number) => 12 + ((10 - score) * (height - 24)) / 10;
  const line = (score: 'stress' | 'pain') =>
    checkIns.flatMap((one, index) =>
      one[score] === undefined ? [] : [`${x(index).toFixed(1)},${y(one[score]).toFixed(1)}`],
    );
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Stress and pain by week, from 0 to 10; the table below has the numbers"
      >
        {[0, 5, 10].map((score) => (
          <line class="grid" x1="24" x2={String(width - 24)} y1={y(score).toFixed(1)} y2={y(score).toFixed(1)} />
        ))}
        <polyline class="stress" points={line('stress').join(' ')} />
        <polyline class="pain" points={line('pain').join(' ')} />
      </svg>
      <figcaption>Whole line: stress. Dashed line: pain. Top is 10, bottom is 0.</figcaption>
    </figure>
  );
}

import { words } from '../../../content/words.ts';
import type { Series } from '../../../core/course/series.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefIn, hrefOf } from '../../kit/hrefs.ts';
import { faviconAsset } from '../../kit/assets.ts';
import { Fold } from '../../kit/fold.tsx';

const said = words.landing.sample;

/** Part of a lesson, in the frame of an email. A series without a sample shows none. */
export function SampleLesson({ series, path }: { series: Series; path: string }) {
  const { sample } = series.landing;
  const index = series.lessons.findIndex(({ id }) => id === sample?.lesson);
  const lesson = series.lessons[index];
  if (sample === undefined || lesson === undefined) return <></>;
  const { about, steps, limit, why, picture } = sample;
  return (
    <article class="sample" aria-labelledby="sample">
      <div class="sample-head">
        <img src={faviconAsset.path} alt="" width="36" height="36" />
        <p>{said.of({ week: String(index + 1) })}</p>
      </div>
      <div class="sample-body">
        {picture !== undefined && (
          <img
            class="picture"
            src={hrefOf(links.picture, { file: picture.file })}
            alt={picture.alt}
            width={String(picture.width)}
            height={String(picture.height)}
          />
        )}
        <h2 id="sample">{lesson.title}</h2>
        <p>{about}</p>
        <div class="practice">
          <h3>{said.tryIt}</h3>
          <ol>
            {steps.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
          <p class="hint">{limit}</p>
        </div>
        <Fold summary={said.why}>
          <p>{why}</p>
        </Fold>
        <p>
          <a href={hrefIn(path, links.practise, { lesson: lesson.id })}>{said.along}</a>
          {' · '}
          <a href={hrefIn(path, links.lesson, { lesson: lesson.id })}>{said.whole}</a>
        </p>
      </div>
    </article>
  );
}

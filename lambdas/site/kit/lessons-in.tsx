import { pageLanguage } from '../../content/page-language.ts';
import { words } from '../../content/words.ts';
import { languageOfLessons, type Series } from '../../core/course/series.ts';
import { isSameLanguage, nameOf } from '../../core/kit/language-facts.ts';

/** Says, before anybody asks for them, that the lessons of a series are not in the language of the page; nothing where they are. */
export function LessonsIn({ series }: { series: Series }) {
  const said = lessonsIn(series);
  if (said === undefined) return <></>;
  return (
    <p>
      <strong>{said}</strong>
    </p>
  );
}

/** The same as a sentence; undefined where the lessons are in the language of the page. */
export function lessonsIn(series: Series): string | undefined {
  const language = otherLanguage(series);
  return language === undefined ? undefined : words.parts.lessonsIn({ language });
}

/** Says so where one lesson is asked for. */
export function LessonIn({ series }: { series: Series }) {
  const language = otherLanguage(series);
  return language === undefined ? <></> : <p>{words.parts.lessonIn({ language })}</p>;
}

/** The name of the language of the lessons, as the page's says it; undefined where that is the same. */
function otherLanguage(series: Series): string | undefined {
  const [page, lessons] = [pageLanguage(), languageOfLessons(series)];
  return isSameLanguage(page, lessons) ? undefined : nameOf(lessons, page);
}

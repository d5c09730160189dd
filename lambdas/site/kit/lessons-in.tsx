import { pageLanguage } from '../../content/page-language.ts';
import { words } from '../../content/words.ts';
import { languageOfLessons, type Series } from '../../core/course/series.ts';
import { isSameLanguage, nameOf } from '../../core/kit/language-facts.ts';

/** Says, before anybody asks for them, that the lessons of a series are not in the language of the page; nothing where they are. */
export function LessonsIn({ series }: { series: Series }) {
  const language = otherLanguage(series);
  if (language === undefined) return <></>;
  return (
    <p>
      <strong>{words.parts.lessonsIn({ language })}</strong>
    </p>
  );
}

/** The same where one lesson is asked for. */
export function LessonIn({ series }: { series: Series }) {
  const language = otherLanguage(series);
  return language === undefined ? <></> : <p>{words.parts.lessonIn({ language })}</p>;
}

/** The name of the language of the lessons, as the page's says it; undefined where that is the same. */
function otherLanguage(series: Series): string | undefined {
  const [page, lessons] = [pageLanguage(), languageOfLessons(series)];
  return isSameLanguage(page, lessons) ? undefined : nameOf(lessons, page);
}

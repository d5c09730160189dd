import { pageLanguage } from '../../../content/page-language.ts';
import { words } from '../../../content/words.ts';
import { languageOfLessons, type Series } from '../../../core/course/series.ts';
import { isSameLanguage, nameOf } from '../../../core/kit/language-facts.ts';

/** Says, before anybody asks for them, that the lessons of a series are not in the language of the page; nothing where they are. */
export function LessonsIn({ series }: { series: Series }) {
  const [page, lessons] = [pageLanguage(), languageOfLessons(series)];
  if (isSameLanguage(page, lessons)) return <></>;
  return (
    <p>
      <strong>{words.parts.lessonsIn({ language: nameOf(lessons, page) })}</strong>
    </p>
  );
}

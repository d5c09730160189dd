import { readLessons } from '../templates/compile-lessons.ts';
import { compose } from '../templates/compose.ts';
import { lessonMail } from '../templates/lesson-mails.ts';
import { aroundInCourse } from '../templates/lesson-slots.ts';
import { pictureSlots, readPictures } from '../templates/pictures.ts';
import { TemplateFolder } from '../templates/template-folder.ts';
import { readTokens, tokenSlots } from '../templates/tokens.ts';

/** The whole MJML document of a lesson, with its merge fields, as a program that compiles when it sends would keep it. */
export async function lessonSource(projectRoot: string, series: string, index: number): Promise<string> {
  const folder = new TemplateFolder(projectRoot);
  const path = `series/${series}`;
  const lessons = await readLessons(`${path}/lessons`, folder);
  const slots = {
    ...tokenSlots(await readTokens(folder)),
    ...pictureSlots(await readPictures(path, folder)),
    language: 'en',
    direction: 'ltr',
  };
  const around = aroundInCourse(lessons[index]!.value, lessons[index + 1]?.value);
  const mail = lessonMail(lessons[index]!, around, slots);
  const lines = await compose(mail.layout, mail.content, mail.slots, folder);
  return lines.map(({ text }) => text).join('\n');
}

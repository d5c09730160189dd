import { readLessons } from '../../lib/templates/compile-lessons.ts';
import { compose } from '../../lib/templates/compose.ts';
import { lessonMail } from '../../lib/templates/lesson-mails.ts';
import { pictureSlots, readPictures } from '../../lib/templates/pictures.ts';
import { directionSlots } from '../../lib/templates/direction-slots.ts';
import { TemplateFolder } from '../../lib/templates/template-folder.ts';
import { MailWords } from '../../lib/templates/words/mail-words.ts';
import { readTokens, tokenSlots } from '../../lib/templates/tokens.ts';

/** The whole MJML document of a lesson, with its merge fields, as a program that compiles when it sends would keep it. */
export async function lessonSource(projectRoot: string, series: string, index: number): Promise<string> {
  const folder = new TemplateFolder(projectRoot);
  const path = `series/${series}`;
  const lessons = await readLessons(`${path}/lessons`, folder);
  const words = await MailWords.read('en', folder);
  const slots = {
    ...words.slots,
    badDay: '',
    ...tokenSlots(await readTokens(folder)),
    ...pictureSlots(await readPictures(path, folder)),
    language: 'en',
    ...directionSlots('ltr', { file: `${path}/series.yaml`, line: 1 }),
  };
  const mail = lessonMail(lessons[index]!, 'weekly', slots);
  const lines = await compose(mail.layout, mail.content, mail.slots, folder);
  return lines.map(({ text }) => text).join('\n');
}

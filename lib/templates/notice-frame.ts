import type { Slots } from './compose.ts';
import { noticeFields } from './merge-fields.ts';
import type { MailSource } from './precompile.ts';
import type { Line } from './source-location.ts';

/**
 * The frame of a notice that an operator writes to everybody: the layout of letters, with what is written merged in when it is sent. Each series has its
 * own look, language and foot, and none needs a file for it.
 *
 * @param content - what stands in it; where there is none, the words that are merged
 */
export function noticeFrame(slots: Slots, content = '{{notice.body}}'): MailSource {
  const line = (text: string): Line => ({ text, place: { file: 'the frame of a notice', line: 1 } });
  return {
    layout: 'layouts/letter.mjml',
    subject: line('{{notice.subject}}'),
    content: [
      line('<mj-include path="partials/greeting.mjml" />'),
      line('<mj-section>'),
      line('<mj-column>'),
      line(`<mj-text>${content}</mj-text>`),
      line('</mj-column>'),
      line('</mj-section>'),
    ],
    slots: {
      ...slots,
      subject: '{{notice.subject}}',
      preheader: '{{notice.preheader}}',
      title: '{{notice.title}}',
    },
    fields: noticeFields,
  };
}

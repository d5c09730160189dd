import type { Child } from 'hono/jsx';
import {
  type Audience,
  isUnderWay,
  noticeHours,
  type Notice,
  type NoticeText,
} from '../../../lambdas/core/course/notice.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { mailSandbox } from '../../console/mail-frame.ts';
import { Rows } from '../../console/rows.tsx';
import type { DraftedNotice } from '../../notices/read-notice.ts';
import { formatAudience, formatLeftOut, type Reach } from '../notice/audience.ts';
import { stateOf } from '../notice/notice-state.ts';
import { sureToSend } from '../notice/send-notice.ts';
import { sentence } from './sentence.ts';

/** Every notice that was sent, newest first. @param at - address of the page */
export function NoticeList({ at, notices }: { at: string; notices: readonly Notice[] }) {
  return (
    <>
      <p>A notice is one email to everybody who is subscribed, once: a lesson was wrong, the clinic is closed.</p>
      <p class="links">
        <a href={`${at}/new`}>Write a notice</a>
      </p>
      <Rows
        title="Sent so far"
        head={['When', 'Subject', 'How it stands']}
        rows={notices.map((notice) => [
          notice.at,
          <a href={`${at}/${notice.id}`}>{notice.subject}</a>,
          stateOf(notice),
        ])}
        none="No notice was sent yet."
      />
    </>
  );
}

interface DraftPageProps {
  /** Address of the draft. */
  at: string;
  draft: DraftedNotice;
  audience: Audience;
  reach: Reach;
  library: SeriesLibrary;
  /** To change it. */
  form: Child;
  error: string | undefined;
}

/** A draft as people would get it, how many they are, and the ways to test and to send it. */
export function DraftPage({ at, draft, audience, reach, library, form, error }: DraftPageProps) {
  const { toCome } = reach;
  const people = toCome === 1 ? '1 person' : `${toCome} people`;
  return (
    <>
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <p class="standing">
        It is for <strong>{people}</strong>. {formatAudience(audience, library)}
      </p>
      <p class="note">{formatLeftOut(reach)}</p>
      <div class="beside">
        <div>
          <h2>Send yourself a test</h2>
          <form method="post" action={`${at}/test`}>
            <label>
              Your email address
              <input type="email" name="to" required autocomplete="email" />
            </label>
            <button type="submit" class="quiet">
              Send a test
            </button>
          </form>
          <h2>Send it</h2>
          <p class="note">
            It goes out between 7 and 21 o’clock where each person is, to nobody twice, for {noticeHours} hours at most.
          </p>
          <form method="post" action={`${at}/send`}>
            <label class="check">
              <input type="checkbox" name="sure" value="yes" required /> {sentence(sureToSend)}
            </label>
            <button type="submit">Send it to {people}</button>
          </form>
        </div>
        <AsItArrives at={at} text={draft.text} />
      </div>
      <details class="card">
        <summary>Change the words, or for whom it is</summary>
        {form}
      </details>
    </>
  );
}

interface SentNoticeProps {
  /** Address of the notice. */
  at: string;
  notice: Notice;
  text: NoticeText | undefined;
  /** Where somebody asked for it. */
  reach: Reach | undefined;
  library: SeriesLibrary;
}

/** A notice that was sent: how far it is, who had it, and the way to stop it. */
export function SentNotice({ at, notice, text, reach, library }: SentNoticeProps) {
  const { audience, walk } = notice;
  const isOpen = isUnderWay(notice);
  return (
    <>
      <p class="standing">{sentence(stateOf(notice))}.</p>
      <dl class="head card">
        <dt>Sent at</dt>
        <dd>{notice.at}</dd>
        <dt>For</dt>
        <dd>{formatAudience(audience, library)}</dd>
        <dt>Name</dt>
        <dd>{notice.id}</dd>
        {isOpen && (
          <>
            <dt>This time round</dt>
            <dd>
              {walk.sent} had it, {walk.left} could not get it yet
            </dd>
          </>
        )}
        {reach !== undefined && (
          <>
            <dt>Counted now</dt>
            <dd>
              {reach.had} had it{isOpen && `, ${reach.toCome} to come. ${formatLeftOut(reach)}`}
            </dd>
          </>
        )}
      </dl>
      <form method="get" action={at}>
        <input type="hidden" name="counted" value="yes" />
        <button type="submit" class="quiet">
          Count who had it
        </button>
      </form>
      {isOpen && (
        <form method="post" action={`${at}/stop`}>
          <button type="submit" class="danger">
            Stop it for good
          </button>
        </form>
      )}
      {text !== undefined && <AsItArrives at={at} text={text} />}
    </>
  );
}

function AsItArrives({ at, text }: { at: string; text: NoticeText }) {
  return (
    <div>
      <dl class="head">
        <dt>Subject</dt>
        <dd>{text.subject}</dd>
        <dt>First line</dt>
        <dd>{text.preheader}</dd>
      </dl>
      <iframe class="phone" title="The notice as it arrives" src={`${at}/html`} sandbox={mailSandbox}></iframe>
      <details>
        <summary>As plain text</summary>
        <pre tabindex={0}>{text.text}</pre>
      </details>
    </div>
  );
}

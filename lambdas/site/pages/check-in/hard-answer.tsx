import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import type { HardAnswer } from '../../../core/course/hard-answer.ts';
import { type CountryContacts, telephoneHref } from '../../../core/course/whom-to-call.ts';
import { EmergencyExamples, FirstNumbers, HelpLink, HelplineButton } from '../../kit/help-contacts.tsx';

const says = words.hard;

const help = (linked: string): Child => <HelpLink>{linked}</HelpLink>;

interface DangerProps {
  /** Ask about the signs of something dangerous as well. */
  signs: boolean;
  /** Where they are; undefined where that is not known. */
  country: CountryContacts | undefined;
  /** Links that lead on. */
  onward: Child;
}

/** The page after the hardest answers: whom to call, and little else. No praise, no check mark, no trend. */
export function DangerPage({ signs, country, onward }: DangerProps) {
  const { danger } = says;
  return (
    <div class="narrow">
      <h1>{danger.heading}</h1>
      <section class="care" aria-label={danger.label}>
        <p class="lede">{danger.alone}</p>
        <p>{danger.call}</p>
        <Calls country={country} />
        <p>
          <HelpLink>{danger.other}</HelpLink>
        </p>
      </section>
      <p>{danger.doctor}</p>
      {signs && (
        <section class="sheet" aria-labelledby="pain">
          <h2 id="pain">{danger.painHeading}</h2>
          <p>{danger.pain<Child>({ help })}</p>
        </section>
      )}
      <p>{danger.courseWaits}</p>
      <p class="hint">{says.how}</p>
      {onward}
    </div>
  );
}

/** Two numbers to press: the line of the country, and its emergency number. Where there is no line, the emergency number and where to find one. */
function Calls({ country }: { country: CountryContacts | undefined }) {
  const { danger } = says;
  const line = country?.lines.find(({ call }) => call !== undefined);
  if (country === undefined) {
    return (
      <>
        <p>{danger.anywhere<Child>({ Numbers: <EmergencyExamples /> })}</p>
        <div class="calls">
          <HelplineButton>{danger.anyCountry}</HelplineButton>
        </div>
      </>
    );
  }
  return (
    <div class="calls">
      {line !== undefined && <CallButton name={line.name} about={line.about} number={line.call!} />}
      <CallButton
        name={danger.inDanger}
        about={danger.emergency}
        number={country.emergency.number}
        quiet={line !== undefined}
      />
      {line === undefined && <HelplineButton quiet>{danger.anyCountry}</HelplineButton>}
    </div>
  );
}

interface CallButtonProps {
  name: string;
  about: string | undefined;
  number: string;
  quiet?: boolean;
}

function CallButton({ name, about, number, quiet = false }: CallButtonProps) {
  return (
    <a class={quiet ? 'button quiet' : 'button'} href={telephoneHref(number)}>
      <span>
        {name}
        {about !== undefined && (
          <>
            <br />
            <small>{about}</small>
          </>
        )}
      </span>
      <b>{number.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011')}</b>
    </a>
  );
}

interface HardAnswerCardProps {
  answer: Exclude<HardAnswer, { rule: 'danger' }>;
  /** The address of the page for a bad day; undefined where their series has none. */
  badDay: string | undefined;
}

/** What is said at once to an answer that is hard, but not of the hardest. */
export function HardAnswerCard({ answer, badDay }: HardAnswerCardProps) {
  return (
    <section class="care" aria-label={says.label}>
      {wordsFor(answer)}
      {answer.rule !== 'note' && badDay !== undefined && (
        <p>{says.badDay<Child>({ badDay: (linked) => <a href={badDay}>{linked}</a> })}</p>
      )}
      <p class="hint">{says.how}</p>
    </section>
  );
}

function wordsFor(answer: HardAnswerCardProps['answer']): Child {
  const numbers = { FirstNumbers: <FirstNumbers /> };
  switch (answer.rule) {
    case 'heavy':
      return (
        <>
          <p>{says.heavy.call<Child>(numbers)}</p>
          <p>{says.heavy.doctor}</p>
        </>
      );
    case 'pain':
      return (
        <>
          <p>{says.pain[answer.say]<Child>({ help })}</p>
          <p>{says.pain.call<Child>(numbers)}</p>
        </>
      );
    case 'harder':
      return (
        <>
          <p>{says.harder.signs<Child>({ help })}</p>
          <p>{says.harder.call<Child>(numbers)}</p>
        </>
      );
    case 'note':
      return <p>{says.note<Child>(numbers)}</p>;
  }
}

import type { Child } from 'hono/jsx';
import type { HardAnswer } from '../../../core/course/hard-answer.ts';
import type { CountryContacts } from '../../../core/course/whom-to-call.ts';
import {
  EmergencyExamples,
  EmergencyNumbers,
  FirstNumbers,
  HelpLink,
  HelplineSites,
  Lines,
} from '../../kit/help-contacts.tsx';

/** What is said at once to a hard answer, on the page that says it was saved. `badDay` is the address of the page for a bad day, where their series has one. */
export function HardAnswerCard(props: {
  answer: HardAnswer;
  country: CountryContacts | undefined;
  badDay: string | undefined;
}) {
  return (
    <section class="care" aria-label="For you">
      {wordsFor(props)}
      <p class="hint">
        We go by your numbers, and by whether there is a note. No person and no program reads what you write, and nobody
        here is told.
      </p>
    </section>
  );
}

function wordsFor({ answer, country, badDay }: Parameters<typeof HardAnswerCard>[0]): Child {
  const threeMinutes = badDay !== undefined && <a href={badDay}>three minutes for a bad day</a>;
  switch (answer.rule) {
    case 'danger':
      return (
        <>
          <p>
            That sounds like a very hard week, and you do not have to carry it alone. If you might hurt yourself or
            cannot stay safe, please call now:
          </p>
          <Everyone country={country} />
          <p>You could also ask someone to come and sit with you.</p>
          {answer.signs && (
            <p>
              That is a lot of pain, too. Is some of it new, or does it keep getting worse? Please{' '}
              <HelpLink>check the signs</HelpLink>.
            </p>
          )}
          <p>
            If you are safe, please tell your doctor this week how bad it is; you could show them your numbers of this
            week. Nobody here sees your answers, so do tell a person. The course can wait. It will be here.
          </p>
        </>
      );
    case 'heavy':
      return (
        <>
          <p>
            This was a heavy week. If it gets darker, or you do not feel safe, call <FirstNumbers />.
          </p>
          <p>
            If more weeks like this come, please talk to your doctor.
            {threeMinutes && <> For today there are {threeMinutes}: one small thing to do.</>}
          </p>
        </>
      );
    case 'pain':
      return wordsForPain(answer.say, threeMinutes);
    case 'harder':
      return (
        <>
          <p>
            That sounds like a harder week. If pain is part of it, and some of it is new or keeps getting worse, please{' '}
            <HelpLink>check the signs</HelpLink>. If it stays like this, please tell your doctor or pharmacist.
          </p>
          <p>
            {threeMinutes && <>For today there are {threeMinutes}. </>}If you do not feel safe, call <FirstNumbers />.
          </p>
        </>
      );
    case 'note':
      return (
        <p>
          Your note is for you. If it was about not feeling safe, please tell a person: call <FirstNumbers />.
        </p>
      );
  }
}

function wordsForPain(say: (HardAnswer & { rule: 'pain' })['say'], threeMinutes: Child): Child {
  const unsafe = (
    <>
      If pain makes you feel that you cannot go on, call <FirstNumbers />.
    </>
  );
  switch (say) {
    case 'whole':
      return (
        <>
          <p>
            That is a lot of pain. Is some of it new, or does it keep getting worse? Please{' '}
            <HelpLink>check the signs</HelpLink> first. If not, please still tell your doctor or pharmacist this week:
            there may be more that can help.
          </p>
          <p>{unsafe}</p>
          {threeMinutes && <p>There are {threeMinutes}, too, and the steps for a flare-up.</p>}
        </>
      );
    case 'question':
      return (
        <>
          <p>
            Still a lot of pain. Has anything new come with it? Please look at <HelpLink>the signs</HelpLink> once more.
          </p>
          <p>
            {unsafe}
            {threeMinutes && <> And there are {threeMinutes}.</>}
          </p>
        </>
      );
    case 'line':
      return (
        <p>
          Still a lot of pain. <HelpLink>The signs</HelpLink>
          {threeMinutes && <> and {threeMinutes}</>} are here when you need them. {unsafe}
        </p>
      );
  }
}

/** The emergency number, and every line for the whole country. */
function Everyone({ country }: { country: CountryContacts | undefined }) {
  return (
    <>
      <p class="next">
        {country === undefined ? (
          <>
            In danger now, call your local emergency number, such as <EmergencyExamples />
          </>
        ) : (
          <>
            In danger now, call <EmergencyNumbers of={country.emergency} />
          </>
        )}
      </p>
      {country !== undefined && <Lines of={{ lines: country.lines }} />}
      <p>
        If you are somewhere else, or nobody answers, look at <HelplineSites />, or at{' '}
        <HelpLink>when and where to get help</HelpLink>.
      </p>
    </>
  );
}

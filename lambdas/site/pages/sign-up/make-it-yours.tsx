import { Temporal } from 'temporal-polyfill';
import { words } from '../../../content/words.ts';
import { changeSettings, chooseBranch } from '../../../core/actions/changing.ts';
import { branchIn, type Series } from '../../../core/course/series.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward, type Opened } from '../../../core/mail/opened-link.ts';
import { FirstName, withReminders } from '../../../core/person/preferences.ts';
import { isPerson, type Person } from '../../../core/person/subscriber.ts';
import { Submit } from '../../kit/button.tsx';
import type { SiteContext } from '../../kit/env.ts';
import { type Errors, ErrorSummary } from '../../kit/field.tsx';
import type { Form } from '../../kit/forms.ts';
import { confirmationGone } from '../../kit/links.tsx';
import type { SiteShown } from '../../kit/on-person.ts';
import type { SiteDeps } from '../../kit/deps.ts';
import { refusalWords } from '../../kit/refusals.ts';
import { BranchField } from '../settings/branch-field.tsx';
import { FirstNameField, ReminderDaysField } from '../settings/schedule-fields.tsx';
import { readReminders } from '../settings/schedule-form.ts';
import { presentWording } from '../../kit/spoken.ts';

const said = words.signUp.yours;

/** For so long after the confirmation its link takes answers too: then whoever holds it has just shown that the inbox is theirs. */
const openHours = 1;

export function hasJustConfirmed({ confirmedAt }: Person, { clock }: Pick<SiteDeps, 'clock'>): boolean {
  return Temporal.Instant.from(confirmedAt).until(clock.now()).total('hours') < openHours;
}

/** Stores what somebody says who has just confirmed: by the changes that their settings make too. */
export async function takeYours(sent: {
  c: SiteContext;
  form: Form;
  link: Opened<Links['makeYours']>;
  deps: SiteDeps;
}): Promise<'yours' | 'late' | { errors: Errors } | Response> {
  const { c, form, link, deps } = sent;
  const person = await deps.subscribers.find(link.id);
  if (!isPerson(person) || person.status !== 'active') return confirmationGone(c);
  if (!hasJustConfirmed(person, deps)) return 'late';
  const reading = readYours(form, person, deps.series.of(person));
  if ('errors' in reading) return reading;
  const { firstName, reminderDays, branch } = reading;
  const preferences = withReminders(person.preferences, { ...person.preferences, reminderDays });
  await changeSettings(link.id, { firstName, preferences }, deps);
  const agreement = { textVersion: presentWording('health').version, source: 'confirmed-page' };
  if (branch !== person.branch) {
    await chooseBranch(link.id, branch, deps, form.one('health') === 'yes' ? agreement : undefined);
  }
  return 'yours';
}

function readYours(
  form: Form,
  person: Person,
  series: Series,
): { firstName: string; reminderDays: number[]; branch: string | undefined } | { errors: Errors } {
  const name = FirstName.safeParse(form.one('firstName'));
  const days = readReminders(form);
  const branch = branchIn(series, form.one('branch'));
  const isAgreed = branch === undefined || person.healthConsent !== undefined || form.one('health') === 'yes';
  if (name.success && 'reminders' in days && isAgreed) {
    return { firstName: name.data, reminderDays: days.reminders.reminderDays, branch };
  }
  return {
    errors: {
      ...(!name.success && { firstName: refusalWords(name.error.issues[0]!) }),
      ...('errors' in days && days.errors),
      ...(!isAgreed && { health: words.branch.notAgreed }),
    },
  };
}

type MakeItYoursProps = Pick<SiteShown<Links['confirm'], unknown>, 'link' | 'deps' | 'sent' | 'errors'> & {
  person: Person;
};

/** "Make it yours": name, reminders, and what gets in the way. Nothing of it is needed. */
export function MakeItYours({ person, deps, link, sent: { makeYours: form }, errors }: MakeItYoursProps) {
  const series = deps.series.of(person);
  const hasBranches = series.branches.some(({ onDemand }) => !onDemand);
  const typed = {
    firstName: form?.one('firstName') ?? person.firstName,
    reminderDays: form?.many('reminderDays') ?? person.preferences.reminderDays.map(String),
  };
  const chosen = form === undefined ? person.branch : branchIn(series, form.one('branch'));
  const consent = { ticked: form?.one('health') === 'yes', error: errors['health'] };
  return (
    <section class="sheet" aria-labelledby="yours">
      <h2 id="yours">{said.heading}</h2>
      <p>{hasBranches ? said.skip : said.skipTwo}</p>
      <ErrorSummary errors={errors} />
      <form method="post" action={onward(link, links.makeYours)} novalidate>
        <FirstNameField typed={typed} errors={errors} />
        <ReminderDaysField typed={typed} errors={errors} />
        <BranchField
          series={series}
          chosen={chosen}
          consent={person.healthConsent === undefined ? consent : undefined}
        />
        <Submit look="quiet">{said.save}</Submit>
      </form>
    </section>
  );
}

import { GetSendQuotaCommand } from '@aws-sdk/client-ses';
import { Temporal } from 'temporal-polyfill';
import { dynamoCounts } from '../../../lambdas/adapters/dynamo/counts.ts';
import { canonicalZone, isFormerName, isKnownZone } from '../../../lambdas/core/time/zones.ts';
import { acceptedLately } from '../contacts-accepted.ts';
import { namesOf } from '../../local/queues.ts';
import { isPackaged, packageName } from '../../roots.ts';
import type { ServiceConnection } from '../connection.ts';
import type { Newer } from '../newest.ts';
import { formatSendState, goesOut, readSendState, type SendState } from '../../console/send-state.ts';
import { behindMinutesMax, countMessages } from '../status.ts';
import { editionDaysMax, type TimeZones, formatTimeZones, timeZonesOf } from '../time-zones.ts';
import { finding, line, unanswered, type Line } from './diagnose.ts';

type Finding = Omit<Line, 'name'>;
type Look = (connection: ServiceConnection, newerClocks: Newer) => Promise<Finding>;

/** What is looked at, by the name of its line. */
const looks: Readonly<Record<string, Look>> = {
  mail: lookAtMail,
  planner: lookAtPlanner,
  zones: lookAtZones,
  'time zones': lookAtClocks,
  'dead letters': lookAtDeadLetters,
  numbers: lookAtNumbers,
  'help lines': lookAtHelpLines,
  site: lookAtSite,
};

/** Looks at what runs, on this machine and in the cloud alike: may mail go out, does the planner run, does the site answer. */
export async function serviceLines(
  connection: ServiceConnection,
  newerClocks: Newer = async () => undefined,
): Promise<Line[]> {
  return Promise.all(
    Object.entries(looks).map(([name, look]) =>
      look(connection, newerClocks).then(
        (found) => ({ name, ...found }),
        () => unanswered(name),
      ),
    ),
  );
}

/** What stands in on this machine for what a stage has in the cloud. */
export async function localLines({ keyring, ses }: ServiceConnection): Promise<Line[]> {
  const keys = keyring().then(
    () => line('keys', true, 'can be read', ''),
    () =>
      line('keys', false, 'cannot be read', 'put keyring.json of the data folder back: without its keys no link works'),
  );
  const quota = ses.send(new GetSendQuotaCommand({})).then(
    ({ Max24HourSend = 0, MaxSendRate = 0 }) =>
      line(
        'SES emulator',
        true,
        `${Max24HourSend < 0 ? 'any number of' : Max24HourSend} emails per day, ${MaxSendRate} per second`,
        '',
      ),
    () => ({ ...unanswered('SES emulator'), fix: 'start the service again: npm start' }),
  );
  return Promise.all([keys, quota]);
}

async function lookAtMail(connection: ServiceConnection): Promise<Finding> {
  const gate = await readSendState(connection.control);
  return finding(goesOut(gate), formatSendState(gate), whatToDo(gate));
}

function whatToDo({ restored, halted }: SendState): string {
  if (restored) return 'check who would get email before you accept it: weekwise go --after-restore';
  if (halted !== undefined) return 'once the reason is gone: weekwise go';
  return 'find out why SES refuses the account; sending resumes automatically once it accepts again';
}

async function lookAtPlanner({ control, clock, mail }: ServiceConnection): Promise<Finding> {
  const { plannedThrough } = await control.planning();
  const fix =
    'enable its schedule in EventBridge, or look at its log; nothing is lost, it works through what it missed';
  if (plannedThrough === undefined) {
    // On this machine it runs with the service: there is no schedule that could be off.
    if (mail === undefined) return finding(true, 'runs at the next quarter hour', fix);
    // No alarm says this: one for silence cannot tell a stage that is new from one whose planner never starts.
    return finding(false, 'has not run yet', `wait for the next quarter hour; if it has still not run then, ${fix}`);
  }
  const minutes = Math.floor(Temporal.Instant.from(plannedThrough).until(clock.now()).total('minutes'));
  return finding(minutes <= behindMinutesMax, `planned through ${plannedThrough}`, fix);
}

async function lookAtZones({ control }: ServiceConnection): Promise<Finding> {
  const { inUse } = await control.planning();
  const unknown = inUse.map(({ zone }) => zone).filter((zone) => !isKnownZone(zone));
  if (unknown.length > 0) {
    const fix =
      'nobody in them is mailed: they choose another in their settings, or deploy the edition that knows them';
    return finding(false, `unknown: ${unknown.join(', ')}`, fix);
  }
  const former = inUse.filter(({ zone }) => isFormerName(zone)).length;
  const says = former === 0 ? 'under their present names' : `${former} under former names`;
  return finding(former === 0, says, 'nobody misses an email; it costs less after weekwise zones --yes');
}

async function lookAtClocks({ control, clock, mail }: ServiceConnection, newerClocks: Newer): Promise<Finding> {
  const planning = await control.planning();
  const people: Record<string, number> = {};
  for (const { zone } of planning.inUse) people[canonicalZone(zone) ?? zone] = 0;
  const known = Object.fromEntries(Object.entries(people).filter(([zone]) => isKnownZone(zone)));
  const found = timeZonesOf(planning, known, clock.now());
  // On this machine the clock is moved at will, and the service is the copy that is looked at.
  const newer = mail === undefined ? undefined : await newerClocks();
  const fix = mail === undefined ? undefined : clocksFix(found, newer);
  const says = formatTimeZones(found);
  return finding(
    fix === undefined,
    newer === undefined ? says : `${says}; ${newer} of moment-timezone is out`,
    fix ?? '',
  );
}

/** What to do about the time zones of a stage; undefined where they are in order. */
function clocksFix({ edition, planner, ageDays }: TimeZones, newer: string | undefined): string | undefined {
  const update = isPackaged
    ? `npm update ${packageName}, then npm run deploy`
    : 'npm install --save-dev moment-timezone@latest, npm run zones, then npm run deploy';
  if (newer !== undefined) return `see whether it has a newer edition: ${update}`;
  if (ageDays > editionDaysMax) return `the tz database hardly goes that long without a new edition: ${update}`;
  if (planner !== undefined && planner !== edition) return 'deploy this copy, or look from the copy that is deployed';
  return undefined;
}

async function lookAtDeadLetters(connection: ServiceConnection): Promise<Finding> {
  const counts = await Promise.all(
    namesOf(connection.queues).map(
      async (name) => [name, await countMessages(connection, connection.queues[name]!)] as const,
    ),
  );
  const set = counts.filter(([, { deadLetters }]) => deadLetters > 0);
  const says = set.map(([name, { deadLetters }]) => `${name} ${deadLetters}`).join(', ');
  return finding(
    set.length === 0,
    says || 'nothing',
    'fix the cause that the log names, then weekwise dead-letters redrive',
  );
}

/** They are counted every night. */
const countedHoursMax = 26;

async function lookAtNumbers({ table, series, clock }: ServiceConnection): Promise<Finding> {
  const { now } = await dynamoCounts(table).read(series.first.id);
  if (now === undefined) return finding(true, 'not counted yet: the first night comes', '');
  const hours = Temporal.Instant.from(now.at).until(clock.now()).total('hours');
  return finding(hours <= countedHoursMax, `counted ${now.at}`, 'look at the log of the function that counts');
}

async function lookAtHelpLines({ mail, contactsAccepted, clock }: ServiceConnection): Promise<Finding> {
  if (mail === undefined) return finding(true, 'all are shown on this machine, checked or not', '');
  const fix = 'check templates/crisis-contacts.yaml, then say yes when npm run deploy asks';
  if (contactsAccepted === undefined) return finding(false, 'not accepted: readers see emergency numbers only', fix);
  const today = clock.now().toString().slice(0, 10);
  return finding(acceptedLately(contactsAccepted, today), `accepted on ${contactsAccepted}`, fix);
}

const answerWithinMs = 10_000;

async function lookAtSite({ sending }: ServiceConnection): Promise<Finding> {
  if (sending === undefined) return finding(false, 'where the site is, is not known', 'deploy the stage once more');
  const says = await fetch(sending.siteUrl, { signal: AbortSignal.timeout(answerWithinMs) }).then(
    ({ status }) => String(status),
    () => 'nothing',
  );
  return finding(
    says === '200',
    `${sending.siteUrl}: ${says}`,
    'look at the log of the site’s function, and at its domain',
  );
}

import { dueTick, isoInstant } from '../../lambdas/core/calendar.ts';
import type { CheckIn } from '../../lambdas/core/check-in.ts';
import type { Claim, DeliveryKind } from '../../lambdas/core/delivery.ts';
import { heard, type EventRoad } from '../../lambdas/core/in-doubt.ts';
import type { Gate } from '../../lambdas/core/gate.ts';
import type {
  ClaimRequest,
  Control,
  CoolingDown,
  DeliveryRecord,
  Diary,
  PersonalData,
  Problem,
  Subscribers,
} from '../../lambdas/core/ports.ts';
import { daysKey, dueKeyOf, dueKeysOf } from '../../lambdas/core/preferences.ts';
import type { Consent, SignUp, Subscriber } from '../../lambdas/core/subscriber.ts';

/**
 * The store of people in memory: the same contract as the one on DynamoDB, held to it by the same tests
 * (test/lambdas/adapters/subscribers.contract.test.ts), and fast enough to live through years.
 */
export interface MemorySubscribers extends Subscribers {
  profiles: Map<string, Subscriber>;
  signUps: Map<string, SignUp>;
  consents: (Consent & { id: string; confirmedAt: string })[];
  problems: Map<string, Problem & { id: string }>;
}

export function memorySubscribers(): MemorySubscribers {
  const profiles = new Map<string, Subscriber>();
  const signUps = new Map<string, SignUp>();
  const consents: MemorySubscribers['consents'] = [];
  const problems: MemorySubscribers['problems'] = new Map();
  const copy = <Value>(value: Value): Value => structuredClone(value);
  const holder = (id: string, kind: DeliveryKind): { claim?: Claim } | undefined =>
    kind === 'confirmation' ? signUps.get(id) : profiles.get(id);

  return {
    profiles,
    signUps,
    consents,
    problems,
    find: async (id) => copy(profiles.get(id)),
    findSignUp: async (id) => copy(signUps.get(id)),
    recordSignUp: async (signUp) => {
      const { movesFrom: _, branch: __, ...before } = signUps.get(signUp.id) ?? {};
      signUps.set(signUp.id, { ...before, ...copy(signUp) });
    },
    activate: async (subscriber, consent, was, along = {}) => {
      consents.push({ ...copy(consent), id: subscriber.id });
      const stored = profiles.get(subscriber.id);
      if (stored?.version !== was?.version) return false;
      const { sent, lessonSentOn, reminderSentOn, claim, linkMailedAt, linkMailedBefore, practisedOn } = stored ?? {};
      const startsOver = Object.keys(subscriber.sent).length === 0;
      const { leftOut, ownPlan } = startsOver ? {} : (stored ?? {});
      const answers = { practisedOn, leftOut, ownPlan };
      const kept = { lessonSentOn, reminderSentOn, claim, linkMailedAt, linkMailedBefore, ...answers };
      profiles.set(
        subscriber.id,
        merged(copy(subscriber), { ...kept, sent: startsOver ? {} : (sent ?? {}), ...copy(along) }),
      );
      signUps.delete(subscriber.id);
      return true;
    },
    change: async (was, changes) => {
      const stored = profiles.get(was.id);
      if (stored?.version !== was.version) return false;
      profiles.set(was.id, merged(stored, { ...copy(changes), version: was.version + 1 }));
      return true;
    },
    claim: async (id, request) => {
      const stored = profiles.get(id);
      if (stored === undefined || stored.claim !== undefined || !mayClaim(stored, request)) {
        return { claimed: false, item: copy(stored) };
      }
      stored.claim = copy(request.claim);
      return { claimed: true, item: copy(stored) };
    },
    claimSignUp: async (id, request) => {
      const stored = signUps.get(id);
      const cooled = stored && isCool(stored.confirmationMailedAt, stored.confirmationMailedBefore, request);
      if (stored === undefined || stored.claim !== undefined || !cooled) return { claimed: false, item: copy(stored) };
      stored.claim = copy(request.claim);
      return { claimed: true, item: copy(stored) };
    },
    confirmDelivery: async (id, record) => {
      const item = holder(id, record.kind);
      if (item?.claim?.id !== record.claimId) return false;
      delete item.claim;
      if (record.kind === 'confirmation') recordTwice(signUps.get(id)!, 'confirmation', record.at);
      else recordDelivery(profiles.get(id)!, record);
      return true;
    },
    releaseClaim: async (id, kind, claimId) => {
      const item = holder(id, kind);
      if (item?.claim?.id === claimId) delete item.claim;
    },
    heldClaim: async (id, kind) => copy(holder(id, kind)?.claim),
    pageDue: async (key, { after = '', limit, part }) => {
      const due = [...profiles.values()]
        .filter((person) => person.status === 'active' && dueKeyOf(person.preferences) === key && person.id > after)
        .filter(({ id }) => part === undefined || (id[0]! >= part.first && id[0]! <= part.last))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((person) => ({ id: person.id, days: daysKey(person) }));
      const page = due.slice(0, limit);
      const last = page.at(-1);
      return due.length > limit && last !== undefined ? { due: page, after: last.id } : { due: page };
    },
    suppress: async (id, status, suppression) => {
      const stored = profiles.get(id) ?? bare(id);
      const standing = stored.suppression?.reason;
      if (standing === 'complaint' || (standing !== undefined && suppression.reason !== 'complaint')) return;
      profiles.set(id, { ...stored, status, suppression: copy(suppression), version: stored.version + 1 });
    },
    recordSoftBounces: async (id, softBounces) => {
      const stored = profiles.get(id);
      if (stored) stored.softBounces = copy(softBounces);
    },
    recordProblem: async (id, problem) => void problems.set(`${id}/${problem.at}/${problem.key}`, { ...problem, id }),
  };
}

function mayClaim(person: Subscriber, request: ClaimRequest): boolean {
  switch (request.kind) {
    case 'lesson':
    case 'reminder': {
      const { localDate } = request.slot;
      const sentOn = request.kind === 'lesson' ? person.lessonSentOn : person.reminderSentOn;
      return (
        person.status === 'active' &&
        (person.pausedUntil === undefined || person.pausedUntil <= localDate) &&
        (sentOn === undefined || sentOn < localDate) &&
        dueKeysOf(request.slot).includes(dueKeyOf(person.preferences)) &&
        person.dueFrom <= isoInstant(dueTick(request.slot))
      );
    }
    case 'welcome':
      return person.status === 'active' && person.welcomeSentAt === undefined;
    case 'farewell':
      return (
        person.status === 'unsubscribed' && person.farewellAskedAt !== undefined && person.farewellSentAt === undefined
      );
    case 'on-demand':
      return (
        (person.status === 'active' || person.status === 'completed') &&
        (person.onDemandSentAt === undefined || person.onDemandSentAt <= request.notSince)
      );
    case 'paused':
    case 'resumed':
      return (
        person.status === 'active' &&
        (person.pausedUntil !== undefined) === (request.kind === 'paused') &&
        isCool(person.linkMailedAt, person.linkMailedBefore, request)
      );
    case 'link':
      return (
        (person.status === 'active' || person.status === 'completed') &&
        isCool(person.linkMailedAt, person.linkMailedBefore, request)
      );
    default:
      return request satisfies never;
  }
}

function isCool(
  last: string | undefined,
  beforeLast: string | undefined,
  { notSince, twiceSince }: CoolingDown,
): boolean {
  return (last === undefined || last <= notSince) && (beforeLast === undefined || beforeLast <= twiceSince);
}

function recordDelivery(person: Subscriber, { kind, at, localDate, lesson, series }: DeliveryRecord): void {
  if (kind === 'lesson') {
    person.sent[lesson!] = at;
    person.lessonSentOn = localDate!;
  } else if (kind === 'reminder') {
    person.reminderSentOn = localDate!;
  } else if (kind === 'completion') {
    if (person.status !== 'active' || (series !== undefined && series !== person.series)) return;
    person.status = 'completed';
    person.lessonSentOn = localDate!;
    person.version += 1;
  } else if (kind === 'on-demand') {
    person.onDemandSentAt = at;
  } else if (kind === 'link' || kind === 'paused' || kind === 'resumed') {
    recordTwice(person, 'link', at);
  } else if (kind === 'welcome' || kind === 'farewell') {
    person[`${kind}SentAt`] = at;
  }
}

function recordTwice(item: Subscriber | SignUp, kind: 'link' | 'confirmation', at: string): void {
  const fields = item as unknown as Record<string, string | undefined>;
  fields[`${kind}MailedBefore`] = fields[`${kind}MailedAt`] ?? '1970-01-01T00:00:00Z';
  fields[`${kind}MailedAt`] = at;
}

function bare(id: string): Subscriber {
  return {
    id,
    firstName: '',
    status: 'active',
    preferences: { zone: 'UTC', lessonDay: 1, sendTime: '07:00', reminderDays: [], locale: 'en' },
    series: '',
    dueFrom: '',
    sent: {},
    confirmedAt: '',
    version: 0,
  };
}

/** As an update does it: `undefined` removes. */
function merged(item: Subscriber, changes: Record<string, unknown>): Subscriber {
  const fields = Object.entries({ ...item, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as unknown as Subscriber;
}

/** The control items in memory. */
export function memoryControl(): Control {
  let plannedThrough: string | undefined;
  let road: EventRoad = {};
  let probedAt: string | undefined;
  const slots = new Map<string, Set<string>>();
  let gate: Gate = {};
  let reconciledThrough: string | undefined;
  return {
    planning: async () => ({
      gate: structuredClone(gate),
      ...(plannedThrough !== undefined && { plannedThrough }),
      inUse: [...slots].map(([zone, localTimes]) => ({ zone, localTimes })),
    }),
    advance: async (from, to) => {
      if (plannedThrough !== from) return false;
      plannedThrough = to;
      return true;
    },
    rememberSlot: async (zone, localTime) => void slots.set(zone, new Set([...(slots.get(zone) ?? []), localTime])),
    forgetZone: async (zone) => void slots.delete(zone),
    eventRoad: async () => ({ ...road, ...(probedAt !== undefined && { probedAt }) }),
    hear: async (hearing) => {
      road = heard(road, hearing) ?? road;
    },
    startProbe: async (now, notSince) => {
      if (probedAt !== undefined && probedAt > notSince) return false;
      probedAt = now;
      return true;
    },
    gate: async () => structuredClone(gate),
    tableId: async () => 'memory',
    rememberTable: async (tableId, instead) => {
      if (gate.tableId === instead) gate.tableId = tableId;
    },
    halt: async (halted) => void (gate = { ...gate, halted }),
    goOn: async () => {
      delete gate.halted;
    },
    breakCircuit: async (circuit) => {
      if (gate.circuit === undefined) gate = { ...gate, circuit: { ...circuit } };
      else if (gate.circuit.retryAt < circuit.retryAt) gate.circuit.retryAt = circuit.retryAt;
    },
    tryCircuit: async (seen, next) => {
      if (gate.circuit?.retryAt !== seen) return false;
      gate.circuit.retryAt = next;
      return true;
    },
    closeCircuit: async () => {
      delete gate.circuit;
    },
    reconciledThrough: async () => reconciledThrough,
    reconciled: async (through) => void (reconciledThrough = through),
  };
}

/** Everything of a person in memory. */
export function memoryPersonalData(people: MemorySubscribers): PersonalData {
  const fields = (value: object) => structuredClone(value) as Record<string, unknown>;
  return {
    everything: async (id) => [
      ...[people.profiles.get(id)].flatMap((one) => (one ? [{ kind: 'profile' as const, fields: fields(one) }] : [])),
      ...[people.signUps.get(id)].flatMap((one) => (one ? [{ kind: 'sign-up' as const, fields: fields(one) }] : [])),
      ...people.consents
        .filter((one) => one.id === id)
        .map((one) => ({ kind: 'consent' as const, fields: fields(one) })),
    ],
    erase: async ({ id, version, status, suppression }, at) => {
      if (status === 'erased') return true;
      if (people.profiles.get(id)?.version !== version) return false;
      const gone = { ...bare(id), status: 'erased' as const, erasedAt: at, version: version + 1 };
      people.profiles.set(id, suppression === undefined ? gone : { ...gone, suppression });
      people.signUps.delete(id);
      people.consents.splice(0, people.consents.length, ...people.consents.filter((one) => one.id !== id));
      return true;
    },
    forget: async (id) => people.signUps.delete(id),
  };
}

/** Check-ins in memory. */
export function memoryDiary(): Diary {
  const said = new Map<string, CheckIn>();
  return {
    record: async (id, checkIn) => void said.set(`${id}/${checkIn.week}`, structuredClone(checkIn)),
    all: async (id) =>
      [...said]
        .filter(([key]) => key.startsWith(`${id}/`))
        .map(([, checkIn]) => structuredClone(checkIn))
        .sort((a, b) => (a.week < b.week ? -1 : 1)),
  };
}

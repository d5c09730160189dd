import { type EventFeedState, heard } from '../../lambdas/core/sending/in-doubt.ts';
import type { SendControl } from '../../lambdas/core/kit/send-control-state.ts';
import { type DeliveryKind, isToSignUp } from '../../lambdas/core/mail/mail-kinds.ts';
import type { Control } from '../../lambdas/core/sending/control.ts';
import type { CheckIns } from '../../lambdas/core/person/check-ins.ts';
import type { PersonalData } from '../../lambdas/core/person/personal-data.ts';
import type { Subscribers } from '../../lambdas/core/mail/subscribers.ts';
import type { PlannedClocks } from '../../lambdas/core/time/planned-walls.ts';
import { daysKey, dueKeyOf } from '../../lambdas/core/person/preferences.ts';
import {
  ofOwnerOnly,
  type CheckIn,
  type Consent,
  type HealthConsent,
  type Problem,
  type SignUp,
} from '../../lambdas/core/person/records.ts';
import { isPerson, type Person, type Subscriber } from '../../lambdas/core/person/subscriber.ts';
import { erased, initialFields, reduced } from '../../lambdas/core/person/transitions.ts';
import { nextEpoch } from '../../lambdas/core/mail/link-stamp.ts';
import { copyOf } from './copy-of.ts';
import { mayClaim, recordDelivery } from './memory-claims.ts';

/**
 * The store of people in memory: the same contract as the one on DynamoDB, held to it by the same tests
 * (test/lambdas/adapters/subscribers.contract.test.ts), and fast enough to live through years.
 */
export interface MemorySubscribers extends Subscribers {
  profiles: Map<string, Subscriber>;
  /** The stored person themselves, not a copy; throws where there is none, or only the rest of a record. */
  person: (id: string) => Person;
  signUps: Map<string, SignUp>;
  consents: (Consent & { id: string; confirmedAt: string })[];
  /** By id and instant. */
  healthConsents: Map<string, HealthConsent>;
  problems: Map<string, Problem & { id: string }>;
}

export function memorySubscribers(): MemorySubscribers {
  const profiles = new Map<string, Subscriber>();
  const signUps = new Map<string, SignUp>();
  const consents: MemorySubscribers['consents'] = [];
  const healthConsents: MemorySubscribers['healthConsents'] = new Map();
  const problems: MemorySubscribers['problems'] = new Map();
  const personOf = (id: string) => {
    const stored = profiles.get(id);
    return isPerson(stored) ? stored : undefined;
  };
  const holder = (id: string, kind: DeliveryKind): Person | SignUp | undefined =>
    isToSignUp(kind) ? signUps.get(id) : personOf(id);

  return {
    profiles,
    person: (id) => {
      const person = personOf(id);
      if (person === undefined) throw new Error(`${id} is not stored with everything about them`);
      return person;
    },
    signUps,
    consents,
    healthConsents,
    problems,
    find: async (id) => copyOf(profiles.get(id)),
    glance: async (id) => copyOf(profiles.get(id)),
    findSignUp: async (id) => copyOf(signUps.get(id)),
    findAll: async (ids) => {
      const stored = ids.filter((id) => profiles.has(id) || signUps.has(id));
      return new Map(
        stored.map((id) => [id, { subscriber: copyOf(profiles.get(id)), signUp: copyOf(signUps.get(id)) }]),
      );
    },
    recordSignUp: async (signUp) => {
      const {
        movesFrom: _,
        movesFromEpoch: __,
        branch: ___,
        healthConsent: ____,
        weeksBetween: _____,
        importedBy: ______,
        pausedUntil: _______,
        from: ________,
        ...before
      } = signUps.get(signUp.id) ?? {};
      signUps.set(signUp.id, { firstRequestedAt: signUp.requestedAt, ...before, ...copyOf(signUp) });
    },
    deleteSignUp: async (id) => void signUps.delete(id),
    activate: async (id, changes, consent, was, hasSignedUp) => {
      consents.push({ ...copyOf(consent), id });
      const stored = profiles.get(id);
      if (stored?.version !== was?.version) return undefined;
      const person = merged(
        { ...initialFields(), ...stored },
        { ...copyOf(changes), id, version: (was?.version ?? 0) + 1 },
      );
      profiles.set(id, person);
      if (hasSignedUp !== false) signUps.delete(id);
      return copyOf(person) as Person;
    },
    recordHealthConsent: async (id, consent) => void healthConsents.set(`${id}/${consent.at}`, copyOf(consent)),
    change: async (was, changes) => {
      const stored = profiles.get(was.id);
      if (stored?.version !== was.version) return false;
      profiles.set(was.id, merged(stored, { ...copyOf(changes), version: was.version + 1 }));
      return true;
    },
    claim: async (id, request) => {
      const stored = personOf(id);
      if (stored === undefined || !mayClaim(stored, request)) return { claimed: false, item: copyOf(profiles.get(id)) };
      stored.claim = copyOf(request.claim);
      return { claimed: true, item: copyOf(stored) };
    },
    claimSignUp: async (id, request) => {
      const stored = signUps.get(id);
      if (stored === undefined || !mayClaim(stored, request)) return { claimed: false, item: copyOf(stored) };
      stored.claim = copyOf(request.claim);
      return { claimed: true, item: copyOf(stored) };
    },
    recordSent: async (id, record) => {
      const item = holder(id, record.kind);
      if (item?.claim?.id !== record.claimId) return false;
      recordDelivery(item, record);
      return true;
    },
    releaseClaim: async (id, kind, claimId) => {
      const item = holder(id, kind);
      if (item?.claim?.id === claimId) delete item.claim;
    },
    heldClaim: async (id, kind) => copyOf(holder(id, kind)?.claim),
    pageDue: async (key, { after = '', limit, part }) => {
      const due = [...profiles.values()]
        .filter(isPerson)
        .filter((person) => person.status === 'active' && dueKeyOf(person.preferences) === key && person.id > after)
        .filter(({ id }) => part === undefined || (id[0]! >= part.first && id[0]! <= part.last))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((person) => ({ id: person.id, days: daysKey(person) }));
      const page = due.slice(0, limit);
      const last = page.at(-1);
      return due.length > limit && last !== undefined ? { due: page, after: last.id } : { due: page };
    },
    suppress: async (id, status, suppression) => {
      const stored = profiles.get(id) ?? { id, version: 0 };
      const standing = 'suppression' in stored ? stored.suppression?.reason : undefined;
      if (standing === 'complaint' || (standing !== undefined && suppression.reason !== 'complaint')) return;
      profiles.set(id, {
        ...stored,
        status,
        suppression: copyOf(suppression),
        version: stored.version + 1,
      } as Subscriber);
    },
    recordSoftBounces: async (id, softBounces) => {
      const stored = personOf(id);
      if (stored) stored.softBounces = copyOf(softBounces);
    },
    recordProblem: async (id, problem) => void problems.set(`${id}/${problem.at}/${problem.key}`, { ...problem, id }),
  };
}

/** As an update does it: `undefined` removes. */
function merged(item: object, changes: Record<string, unknown>): Subscriber {
  const fields = Object.entries({ ...item, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as unknown as Subscriber;
}

/** The control items in memory. */
export function memoryControl(): Control {
  let plannedThrough: string | undefined;
  let clocks: PlannedClocks | undefined;
  let feed: EventFeedState = {};
  let probedAt: string | undefined;
  const slots = new Map<string, Set<string>>();
  let gate: SendControl = {};
  let reconciledThrough: string | undefined;
  return {
    planning: async () => ({
      gate: copyOf(gate),
      ...(plannedThrough !== undefined && { plannedThrough }),
      ...(clocks !== undefined && { clocks }),
      notices: [],
      inUse: [...slots].map(([zone, localTimes]) => ({ zone, localTimes })),
    }),
    advance: async (from, to, planned) => {
      if (plannedThrough !== from) return false;
      plannedThrough = to;
      clocks = planned;
      return true;
    },
    rememberSlot: async (zone, ...times) => void slots.set(zone, new Set([...(slots.get(zone) ?? []), ...times])),
    forgetZone: async (zone) => void slots.delete(zone),
    eventFeed: async () => ({ ...feed, ...(probedAt !== undefined && { probedAt }) }),
    hear: async (hearing) => {
      feed = heard(feed, hearing) ?? feed;
    },
    noteEventsWaiting: async (waitingAt) => void (feed = { ...feed, waitingAt }),
    startProbe: async (now, notSince) => {
      if (probedAt !== undefined && probedAt > notSince) return false;
      probedAt = now;
      return true;
    },
    gate: async () => copyOf(gate),
    tableId: async () => 'memory',
    rememberTable: async (tableId, instead) => {
      if (gate.tableId === instead) gate.tableId = tableId;
    },
    halt: async (halted) => void (gate = { ...gate, halted }),
    resumeSending: async () => {
      delete gate.halted;
    },
    transfer: async (transfer) => {
      if (transfer === undefined) delete gate.transfer;
      else gate = { ...gate, transfer };
    },
    openCircuit: async (circuit) => {
      if (gate.circuit === undefined) gate = { ...gate, circuit: { ...circuit } };
      else if (gate.circuit.retryAt < circuit.retryAt) gate.circuit.retryAt = circuit.retryAt;
    },
    claimTrialSend: async (seen, next) => {
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
export function memoryPersonalData(people: MemorySubscribers, diary?: CheckIns): PersonalData {
  const fields = (value: object) => copyOf(value) as Record<string, unknown>;
  return {
    everything: async (id) => [
      ...[people.profiles.get(id)].flatMap((one) => (one ? [{ kind: 'profile' as const, fields: fields(one) }] : [])),
      ...[people.signUps.get(id)].flatMap((one) =>
        one ? [{ kind: 'sign-up' as const, fields: ofOwnerOnly('sign-up', fields(one)) }] : [],
      ),
      ...people.consents
        .filter((one) => one.id === id)
        .map((one) => ({ kind: 'consent' as const, fields: fields(one) })),
      ...[...people.healthConsents]
        .filter(([key]) => key.startsWith(`${id}/`))
        .map(([, one]) => ({ kind: 'health-consent' as const, fields: fields(one) })),
    ],
    erase: async (was, at) => {
      const { id, version, status } = was;
      if (status === 'erased') return true;
      if (people.profiles.get(id)?.version !== version) return false;
      people.profiles.set(id, {
        ...erased(was, { status: 'erased', erasedAt: at, epoch: nextEpoch(was) }),
        version: version + 1,
      });
      people.signUps.delete(id);
      people.consents.splice(0, people.consents.length, ...people.consents.filter((one) => one.id !== id));
      for (const key of people.healthConsents.keys()) if (key.startsWith(`${id}/`)) people.healthConsents.delete(key);
      return true;
    },
    reduce: async (was) => {
      if (isPerson(was)) {
        if (people.profiles.get(was.id)?.version !== was.version) return false;
        people.profiles.set(was.id, reduced(was, was.version + 1));
      }
      const said = (await diary?.all(was.id)) ?? [];
      await diary?.forget(was.id);
      const problems = [...people.problems].filter(([, { id }]) => id === was.id);
      for (const [key] of problems) people.problems.delete(key);
      return isPerson(was) || said.length + problems.length > 0;
    },
    takeBack: async (id, name, was) => {
      if (was !== undefined) ('requestedAt' in was ? people.signUps : people.profiles).delete(id);
      const left = people.consents.filter((one) => one.id !== id || one.importedBy !== name);
      people.consents.splice(0, people.consents.length, ...left);
      return true;
    },
    forget: async (id) => people.signUps.delete(id),
  };
}

/** Check-ins in memory. */
export function memoryDiary(): CheckIns {
  const said = new Map<string, CheckIn>();
  return {
    record: async (id, checkIn) => void said.set(`${id}/${checkIn.week}`, copyOf(checkIn)),
    find: async (id, week) => copyOf(said.get(`${id}/${week}`)),
    all: async (id) =>
      [...said]
        .filter(([key]) => key.startsWith(`${id}/`))
        .map(([, checkIn]) => copyOf(checkIn))
        .sort((a, b) => (a.week < b.week ? -1 : 1)),
    forget: async (id) => {
      for (const key of said.keys()) if (key.startsWith(`${id}/`)) said.delete(key);
    },
  };
}

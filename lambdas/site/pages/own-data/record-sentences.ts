import { perLanguage, words } from '../../../content/words.ts';
import { type ConsentPurpose, shownWording } from '../../../core/person/consent-wordings.ts';
import type { recordFields } from '../../../core/person/records.ts';
import { formatDate, formatInstant, formatSchedule } from '../../kit/spoken.ts';
import type { Sentences } from './sentence.ts';

const { signUp, consent, checkIn, problem } = words.stored;
const triedWords = perLanguage(() => ({ yes: checkIn.tried, 'a-bit': checkIn.triedABit, 'not-yet': checkIn.notTried }));

type Records = typeof recordFields;

/** What is said of each field of the other records: the tables of what is stored are core/person/records.ts. */
export const recordSentences: { [Kind in keyof Records]: Sentences<Records[Kind]> } = {
  consent: {
    at: (at) => consent.at({ at: formatInstant(at) }),
    textVersion: (version, { source }) => wording('emails', version, source),
    source: (source) => consent.source({ source }),
    confirmedAt: (at) => consent.confirmedAt({ at: formatInstant(at) }),
    importedBy: (list) => consent.importedBy({ list }),
  },
  'health-consent': {
    at: (at) => consent.healthAt({ at: formatInstant(at) }),
    textVersion: (version, { source }) => wording('health', version, source),
    source: (source) => consent.source({ source }),
    confirmedAt: (at) => consent.confirmedAt({ at: formatInstant(at) }),
    withdrawnAt: (at) => consent.withdrawnAt({ at: formatInstant(at) }),
  },
  'check-in': {
    week: (week) => checkIn.week({ date: formatDate(week) }),
    at: (at) => checkIn.at({ at: formatInstant(at) }),
    to: (to) => checkIn.to({ date: formatDate(to) }),
    days: (days) => checkIn.days({ days }),
    tried: (tried) => triedWords[tried],
    stress: (score) => checkIn.stress({ score: String(score) }),
    pain: (score) => checkIn.pain({ score: String(score) }),
    enjoyment: (score) => checkIn.enjoyment({ score: String(score) }),
    activity: (score) => checkIn.activity({ score: String(score) }),
    active: (days) => checkIn.active({ days: String(days) }),
    note: (note) => checkIn.note({ note }),
    movedAlong: () => checkIn.movedAlong,
  },
  'sign-up': {
    id: (id) => signUp.id({ id }),
    address: (address) => signUp.address({ address }),
    firstName: (name) => (name === '' ? signUp.noFirstName : signUp.firstName({ name })),
    preferences: (preferences) => signUp.preferences({ schedule: formatSchedule(preferences) }),
    weeksBetween: (weeks) => signUp.weeksBetween({ weeks }),
    series: (series) => signUp.series({ series }),
    consent: ({ at, textVersion, source }) => signUp.consent({ version: textVersion, at: formatInstant(at), source }),
    healthConsent: ({ at, textVersion, source }) =>
      signUp.healthConsent({ version: textVersion, at: formatInstant(at), source }),
    requestedAt: (at) => signUp.requestedAt({ at: formatInstant(at) }),
    firstRequestedAt: (at) => signUp.firstRequestedAt({ at: formatInstant(at) }),
    movesFrom: () => signUp.movesFrom,
    movesFromEpoch: (epoch) => signUp.movesFromEpoch({ epoch: String(epoch) }),
    from: (name) => signUp.from({ name }),
    importedBy: (list) => signUp.importedBy({ list }),
    lessonsHad: (lessons) => {
      const titled = Object.keys(lessons)
        .toSorted()
        .map((lesson) => signUp.titled({ lesson }));
      return signUp.lessonsHad({ lessons: titled.join(', ') });
    },
    lessonSentOn: (date) => signUp.lessonSentOn({ date: formatDate(date) }),
    leftOut: (lessons) => signUp.leftOut({ lessons: lessons.map((lesson) => signUp.titled({ lesson })).join(', ') }),
    note: (note) => signUp.note({ note }),
    pausedUntil: (date) => signUp.pausedUntil({ date: formatDate(date) }),
    branch: (branch) => signUp.branch({ branch }),
    expiresAt: (at) => signUp.expiresAt({ at: formatInstant(at) }),
    confirmationMailedAt: (at) => signUp.confirmationMailedAt({ at: formatInstant(at) }),
    confirmationMailedBefore: (at) =>
      at < '1971' ? signUp.noConfirmationMailedBefore : signUp.confirmationMailedBefore({ at: formatInstant(at) }),
    claim: ({ at }) => signUp.claim({ at: formatInstant(at) }),
  },
  problem: {
    at: (at) => problem.at({ at: formatInstant(at) }),
    key: (key) => problem.key({ key }),
    code: (code) => problem.code({ code }),
    delivery: (delivery) => problem.delivery({ delivery }),
    detail: (detail) => problem.detail({ detail }),
  },
};

/** Agreed to by an act, which is described; other wordings are quoted as they were shown. */
const acts: Readonly<Record<string, string | undefined>> = perLanguage(() => ({
  'change-of-address': consent.moved,
  'confirmation-mail': consent.pressed,
}));

function wording(purpose: ConsentPurpose, version: string, source = ''): string {
  const shown = shownWording(purpose, version, source);
  return shown === undefined
    ? consent.otherWording({ version })
    : consent.wording({ version, wording: acts[version] ?? shown });
}

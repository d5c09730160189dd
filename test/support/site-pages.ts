import type { LinkPurpose } from '../../lambdas/core/mail/link-purpose.ts';
import { makeToken } from '../../lambdas/core/mail/link-token.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf } from './builders.ts';
import { signUpFields, testKeyring, type siteWorld } from './site-world.ts';

export interface Visit {
  name: string;
  path: string;
  /** A POST of this form; a GET without. */
  fields?: Record<string, string>;
  status: number;
}

/** People of every standing, and their links: what the pages below are about. */
export function peopleAndLinks(w: ReturnType<typeof siteWorld>) {
  w.keep(aSubscriber());
  w.keep(aSubscriber({ id: idOf('pia'), pausedUntil: '2026-12-07' }));
  w.keep(aSubscriber({ id: idOf('cem'), status: 'completed', sent: { one: '2026-11-16T06:00:00Z' } }));
  const half = { sent: { one: '2026-11-16T06:00:00Z' }, kept: ['one'], goal: 'sleep again' };
  w.deps.series = libraryOf({ ...aSeries(), halfway: 'one' });
  w.keep(aSubscriber({ id: idOf('mia'), ...half }));
  w.keep(aSubscriber({ id: idOf('kai'), ...half, status: 'completed', stoppedAt: '2026-11-17T06:00:00Z' }));
  w.keep(aSubscriber({ id: idOf('uma'), status: 'unsubscribed', unsubscribedAt: '2026-11-20T00:00:00Z' }));
  w.keep(aSubscriber({ id: idOf('udo'), status: 'unsubscribed', unsubscribedAt: '2026-01-20T00:00:00Z' }));
  w.keep(aSubscriber({ id: idOf('bo'), status: 'bounced' }));
  w.keep(aSubscriber({ id: idOf('kim'), status: 'complained' }));
  w.keep(aSubscriber({ id: idOf('off') }));
  const far = aSignUp({ id: idOf('far'), expiresAt: '2026-11-29T00:00:00Z', movesFrom: idOf('off') });
  w.subscribers.signUps.set(idOf('far'), far);
  w.subscribers.signUps.set(idOf('new'), aSignUp({ id: idOf('new'), expiresAt: '2026-11-29T00:00:00Z' }));
  return {
    settings: (name: string) => `/settings/${w.tokenOf('settings', idOf(name))}`,
    reminders: (name: string) => `/reminders/${w.tokenOf('settings', idOf(name))}`,
    calendar: (name: string) => `/calendar/${w.tokenOf('settings', idOf(name))}`,
    zone: (name: string) => `/zone/${w.tokenOf('settings', idOf(name))}`,
    data: (name: string) => `/data/${w.tokenOf('fresh', idOf(name))}`,
    health: (name: string) => `/data/${w.tokenOf('settings', idOf(name))}/health`,
    own: (name: string, page: string) => `/${page}/${w.tokenOf('settings', idOf(name))}`,
    undo: (name: string) => `/unsubscribe/${w.tokenOf('undo', idOf(name))}/undo`,
    takeBack: (name: string) => `/take-back/${w.tokenOf('take-back', idOf(name))}`,
    /** As an email after something has changed has it. */
    later: (page: string, purpose: LinkPurpose, name: string, stamp: string) =>
      `/${page}/${makeToken(testKeyring, purpose, idOf(name), w.clock.now(), { stamp })}`,
    diary: (name: string, page: string) => `/${page}/${w.tokenOf('diary', idOf(name))}`,
    again: (name: string) => `/again/${w.tokenOf('settings', idOf(name))}`,
    unsubscribe: (name: string) => `/unsubscribe/${w.tokenOf('unsubscribe', idOf(name))}`,
    neverAgain: (name: string) => `/never-again/${w.tokenOf('close', idOf(name))}`,
    confirm: (name: string) => `/confirm/${w.tokenOf('confirm', idOf(name))}`,
    move: (name: string) => `/move/${w.tokenOf('confirm', idOf(name))}`,
  };
}

/** Every page there is, in an order in which each is what its name says. */
export function everyPage(w: ReturnType<typeof siteWorld>): Visit[] {
  const at = peopleAndLinks(w);
  const settingsFields = { ...signUpFields, locale: 'en' };
  const page = (name: string, path: string, status = 200): Visit => ({ name, path, status });
  const answer = (name: string, path: string, fields: Record<string, string> = {}, status = 200): Visit => ({
    name,
    path,
    fields,
    status,
  });
  return [
    page('landing', '/'),
    page('help', '/help'),
    page('help in a zone', '/help?zone=Europe%2FLondon'),
    page('help in a country', '/help?country=NZ'),
    page('sources', '/sources'),
    page('privacy', '/privacy'),
    page('ask for a link', '/link'),
    answer('a link on its way', '/link', { email: 'ann@example.org' }),
    answer('a link to no address', '/link', { email: 'ann' }, 422),
    answer('a whole sign-up', '/sign-up', signUpFields),
    answer('an empty sign-up', '/sign-up', {}, 422),
    page('confirm', at.confirm('new')),
    page('move', at.move('far')),
    answer('moved', at.move('far')),
    answer('moved before', at.move('far')),
    page('settings of somebody who moved', at.settings('off'), 410),
    page('cancel a move', at.later('take-back', 'take-back', 'off', '1')),
    answer('a move cancelled', at.later('take-back', 'take-back', 'off', '1')),
    page('no move to cancel', at.takeBack('ann')),
    page('nobody’s move', at.takeBack('nobody'), 409),
    page('a confirmation of other choices', at.later('confirm', 'confirm', 'new', 'other'), 410),
    answer('confirmed', at.confirm('new')),
    answer('confirmed before', at.confirm('new')),
    answer('nothing to confirm', at.confirm('nobody'), {}, 410),
    page('never again?', at.neverAgain('inbox')),
    answer('never again', at.neverAgain('inbox')),
    page('settings', at.settings('ann')),
    page('settings in a pause', at.settings('pia')),
    page('settings of someone who finished', at.settings('cem')),
    page('settings of someone who left', at.settings('uma')),
    page('settings of someone who left long ago', at.settings('udo')),
    page('settings of a bounced address', at.settings('bo')),
    page('settings of someone who complained', at.settings('kim')),
    page('settings of nobody', at.settings('nobody')),
    answer('saved', at.settings('ann'), settingsFields),
    answer('not saved', at.settings('ann'), { ...settingsFields, zone: 'Mars/Base' }, 422),
    answer('paused', `${at.settings('ann')}/pause`, { weeks: '2' }),
    answer('not paused', `${at.settings('ann')}/pause`, { until: '2026-02-31' }, 422),
    answer('resumed', `${at.settings('ann')}/resume`),
    page('check-in', `${at.diary('ann', 'check-in')}?days=3-4`),
    answer('check-in without an answer', at.diary('ann', 'check-in'), {}, 422),
    answer('check-in without consent', at.diary('ann', 'check-in'), { days: '1-2', note: 'a line' }, 422),
    answer('checked in', at.diary('ann', 'check-in'), {
      days: '1-2',
      stress: '4',
      pain: '6',
      note: 'a line',
      health: 'yes',
    }),
    answer('checked in, after a very hard week', at.diary('pia', 'check-in'), {
      days: '0',
      stress: '10',
      pain: '10',
      health: 'yes',
    }),
    answer('checked in, with much pain', at.diary('cem', 'check-in'), { days: '0', pain: '9', health: 'yes' }),
    page('a start', at.own('ann', 'start')),
    answer('no start', at.own('ann', 'start'), { active: '9', goal: 'x'.repeat(200) }, 422),
    answer('a start noted', at.own('ann', 'start'), {
      stress: '5',
      pain: '4',
      active: '2',
      goal: 'walk to the market',
    }),
    answer('a start noted, of a very hard week', at.own('cem', 'start'), { stress: '10', pain: '9', health: 'yes' }),
    page('progress', at.own('ann', 'progress')),
    page('half way, too early', at.own('ann', 'half-way')),
    page('half way', at.own('mia', 'half-way')),
    answer('stopped half way', `${at.own('mia', 'half-way')}/stop`),
    page('settings of someone who stopped', at.settings('mia')),
    answer('gone on', `${at.own('mia', 'half-way')}/go-on`),
    page('what comes after stopping', at.again('kai')),
    page('progress of nobody', at.own('nobody', 'progress')),
    page('course', at.own('ann', 'course')),
    answer('a mail skipped', `${at.own('ann', 'course')}/skip-mail`, { date: '2026-11-30' }),
    answer('a lesson left out', `${at.own('ann', 'course')}/leave-out`, { lesson: 'two' }),
    answer('nothing to move', `${at.own('ann', 'course')}/move`, { date: '2026-11-30', to: '2020-01-01' }),
    page('calendar', at.calendar('ann')),
    answer('a calendar address', at.calendar('ann')),
    answer('no calendar address', at.calendar('ann'), { withdraw: 'yes' }),
    page('plan', `${at.diary('ann', 'plan')}/one`),
    answer('plan kept', `${at.diary('ann', 'plan')}/one`, { plan: 'When I eat, I will begin.' }),
    answer('plan too long', `${at.diary('ann', 'plan')}/one`, { own: 'x'.repeat(200) }, 422),
    page('did it?', at.diary('ann', 'did-it')),
    answer('did it', at.diary('ann', 'did-it'), { when: 'today' }),
    page('a practice', '/lesson/one/practice'),
    page('a practice by a link', `${at.diary('ann', 'practise')}/one`),
    answer('practised along', `${at.diary('ann', 'practise')}/one`),
    page('a sheet', '/lesson/one/sheet'),
    page('lessons of somebody who had none', at.own('ann', 'lessons')),
    page('lessons', at.own('cem', 'lessons')),
    answer('a lesson kept', `${at.own('cem', 'lessons')}/keep`, { keep: 'one' }),
    answer('a lesson not kept', `${at.own('cem', 'lessons')}/keep`, { drop: 'one' }),
    page('reminders', at.reminders('ann')),
    answer('reminders stopped', at.reminders('ann'), { stop: 'yes' }),
    answer('too many reminders', at.reminders('ann'), { reminderDays: '9' }, 422),
    page('time zone', at.zone('ann')),
    answer('moved to a time zone', at.zone('ann'), { zone: 'Asia/Tokyo' }),
    answer('no such time zone', at.zone('ann'), { zone: 'Mars/Base' }, 422),
    page('a bad day', '/bad-day'),
    page('a bad day, by a link', at.diary('ann', 'bad-day')),
    answer('a lesson on its way', at.diary('ann', 'bad-day')),
    page('a diary link to the weeks', at.diary('ann', 'progress'), 403),
    page('own data', at.data('ann')),
    answer('a new address', `${at.data('ann')}/address`, { email: 'ann@new.example' }),
    answer('no new address', `${at.data('ann')}/address`, { email: 'ann@' }, 422),
    page('delete health data?', at.health('ann')),
    answer('health data deleted', at.health('ann')),
    page('erase?', `${at.data('ann')}/erase`),
    page('start again', at.again('cem')),
    answer('monthly', `${at.again('cem')}/monthly`),
    answer('started again', at.again('cem')),
    page('stop all mail', at.unsubscribe('ann')),
    answer('stopped', at.unsubscribe('ann'), { farewell: 'yes' }),
    answer('a reason', `${at.unsubscribe('ann')}/reason`, { reason: 'other' }),
    answer('no reason', `${at.unsubscribe('ann')}/reason`, {}, 422),
    answer('undone', at.undo('ann')),
    answer('too late to undo', at.undo('udo'), {}, 409),
    answer('nobody to leave', at.unsubscribe('nobody')),
    answer('links made void', `${at.settings('ann')}/void`),
    page('a void link', at.settings('ann'), 410),
    answer('erased', `${at.later('data', 'fresh', 'ann', '1')}/erase`),
    page('erased before', `${at.later('data', 'fresh', 'ann', '1')}/erase`, 410),
    page('broken link', '/settings/broken', 404),
    page('no such page', '/nowhere', 404),
    answer('wrong method', '/proof', {}, 405),
    answer('too much', '/link', { email: 'x'.repeat(20_000) }, 413),
  ];
}

/** Goes to a page. */
export function visit(w: ReturnType<typeof siteWorld>, { path, fields }: Visit): Promise<Response> {
  return fields === undefined ? w.get(path) : w.post(path, fields);
}

import { links, type TokenLink } from './links.ts';

/**
 * Pages that give out a link which can do more than the link that opened them, by the same token or a new one. Each is an exception to the rule of
 * `mint` and `onward`. The page does not compile without its line: delete a line when the page offers another way.
 */
export const strongerLinks = {
  settingsAfterConfirming: { from: links.confirm, to: links.settings, token: 'new' },
  settingsAfterUndo: { from: links.undo, to: links.settings, token: 'new' },
  settingsFromPlan: { from: links.plan, to: links.settings, token: 'new' },
  settingsFromCourse: { from: links.course, to: links.settings, token: 'new' },
  progressAfterAnswer: { from: links.checkIn, to: links.progress, token: 'new' },
  progressFromSettings: { from: links.settings, to: links.progress, token: 'new' },
  addressFromSettings: { from: links.settings, to: links.address, token: 'same' },
  dataFromSettings: { from: links.settings, to: links.data, token: 'same' },
  eraseFromData: { from: links.data, to: links.erase, token: 'same' },
} as const satisfies Record<string, { from: TokenLink; to: TokenLink; token: 'new' | 'same' }>;

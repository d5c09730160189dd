import { reject, type Place } from './source-location.ts';

/** A page of the site, or what stands in the list of offers: telephone numbers, and pages of help lines. */
const ourLink = /^(\{\{link\.\w+\}\}(#[a-z0-9-]+|\?(?:(?:days|plan)=[0-7-]+|tried=[a-z-]+))?|\{\{href\}\})$/;

/** Stops the build over a link that leads elsewhere: an email leads to the site only. */
export function checkLink(href: string, place: Place): void {
  if (ourLink.test(href)) return;
  const how = 'use a field such as {{link.help}}, and put what a lesson cites under "sources"';
  reject(place, `emails link to the site only, and this leads to "${href}": ${how}`);
}

/** What is known of a language by its BCP 47 tag, the same on every release of Node. */

/** Which way it is written. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return ['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'].includes(tag.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** Its name in itself, with a capital where that is usual: "Deutsch", "español". */
export function ownNameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}

/** What is known of a language by its BCP 47 tag. */

/** Which way it is written. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return ['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'].includes(tag.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** Whether people who read one also read the other: "de" and "de-AT". */
export function isSameLanguage(tag: string, other: string): boolean {
  return tag.split('-')[0] === other.split('-')[0];
}

/** Its name in itself, with a capital where that is usual: "Deutsch", "español". */
export function ownNameOf(tag: string): string {
  return nameOf(tag, tag);
}

/** Its name in another language: "Englisch" for "en" in "de". What is no tag is its own name: nobody checks what is stored. */
export function nameOf(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

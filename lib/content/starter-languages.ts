/** Languages in which a new series can begin: the folders of `templates/starter/`. */
export const starterLanguages = ['en', 'es', 'de'] as const;
export type StarterLanguage = (typeof starterLanguages)[number];

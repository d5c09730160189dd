import { languageOf, type Language, usualLanguage } from '../time/words.ts';

/**
 * What people agree to, by purpose and version. Consent records name the version, so an entry is never changed or removed: a new wording is a new entry,
 * and `present` names it. In another language a version is one of its own, which ends in the language.
 */
export const consentWordings = {
  /** That we write to them. */
  emails: {
    '2026-11':
      'Yes, please send me the weekly lessons, and the reminders if I chose any. I have read how my data is used, and I can stop at any time by the link in every e-mail.',
    '2026-11-button':
      'By pressing the button you ask for one lesson a week by email, and for reminders if you choose any. You can stop at any time with the link in every email.',
    '2026-12-button.es':
      'Al pulsar el botón, usted pide una lección por semana por correo, y recordatorios si elige alguno. Puede dejar de recibirlos en cualquier momento con el enlace que hay en cada correo.',
    '2026-12-button.de':
      'Mit dem Knopf bitten Sie um eine Lektion pro Woche per E-Mail, und um Erinnerungen, wenn Sie welche wählen. Sie können jederzeit aufhören, mit dem Link in jeder E-Mail.',
    'change-of-address':
      'You asked, on your settings page or by writing to us, that your course moves to this address.',
    'confirmation-mail': 'You pressed the button of our e-mail that asked whether you want the lessons.',
  },
  /** That we store what they tell us of their health (GDPR Article 9(2)(a)). */
  health: {
    '2026-11':
      'Yes, please store what I tell you about my health: the situation that I choose lessons for, and my check-ins with practice, stress, pain and notes. Use it to show me my weeks and to choose and adapt my lessons. I can take this back at any time on the page with my data, and then it is deleted.',
    '2026-11-start':
      'Yes, please store what I tell you about my health: what I do this for and where I start, the situation that I choose lessons for, and my check-ins with practice, active days, stress, pain and notes. Use it to show me my weeks and to choose and adapt my lessons. I can take this back at any time on the page with my data, and then it is deleted.',
    '2026-11-report':
      'Yes, please store what I tell you about my health: what I do this for and where I start, the situation that I choose lessons for, and my check-ins with practice, active days, stress, pain, what pain gets in the way of, and notes. Use it to show me my weeks and to choose and adapt my lessons; and count my numbers, without my name and together with those of others, to see whether the course helps. I can take this back at any time on the page with my data, and then it is deleted.',
    '2026-12-report.es':
      'Sí, guarden lo que les cuento sobre mi salud: para qué hago esto y desde dónde empiezo, la situación para la que elijo lecciones, y mis registros semanales con práctica, días activos, estrés, dolor, lo que el dolor me impide hacer y notas. Úsenlo para mostrarme mis semanas y para elegir y adaptar mis lecciones; y cuenten mis números, sin mi nombre y junto con los de otras personas, para ver si el curso ayuda. Puedo retirar este permiso en cualquier momento en la página con mis datos, y entonces se borra.',
    '2026-12-report.de':
      'Ja, bitte speichern Sie, was ich Ihnen über meine Gesundheit sage: wofür ich das tue und wo ich beginne, die Lage, für die ich Lektionen wähle, und meine Wochenrückblicke mit Übung, aktiven Tagen, Stress, Schmerz, dem, was der Schmerz mir schwer macht, und Notizen. Nutzen Sie es, um mir meine Wochen zu zeigen und meine Lektionen zu wählen und anzupassen; und zählen Sie meine Zahlen, ohne meinen Namen und zusammen mit denen anderer, um zu sehen, ob der Kurs hilft. Ich kann das jederzeit auf der Seite mit meinen Daten zurücknehmen; dann wird es gelöscht.',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type ConsentPurpose = keyof typeof consentWordings;

const present = {
  emails: { en: '2026-11-button', es: '2026-12-button.es', de: '2026-12-button.de' },
  health: { en: '2026-11-report', es: '2026-12-report.es', de: '2026-12-report.de' },
} as const satisfies Record<ConsentPurpose, Record<Language, string>>;

/** What stands beside the box to tick on forms of other sites from before those named their words. */
const besideTheBox = '2026-11' satisfies keyof typeof consentWordings.emails;

/** What is agreed to elsewhere than on a form. */
const ofNoForm: readonly string[] = [
  'change-of-address',
  'confirmation-mail',
] satisfies (keyof typeof consentWordings.emails)[];

/** What our own pages show now, in a language. */
export function presentWording(purpose: ConsentPurpose, language: string = usualLanguage): Wording {
  const version = present[purpose][languageOf(language)];
  const texts: Readonly<Record<string, string>> = consentWordings[purpose];
  return { version, text: texts[version]! };
}

/**
 * What a form of ours says of consent: that the box was ticked, or which words stood beside the button. Undefined where it says nothing. A form on
 * another site stays as it was once pasted, so words that our own pages showed before are taken too.
 */
export function wordingSent(sent: string): string | undefined {
  if (sent === 'yes') return besideTheBox;
  return Object.hasOwn(consentWordings.emails, sent) && !ofNoForm.includes(sent) ? sent : undefined;
}

/**
 * Which words about health stood beside the box that was ticked; undefined where it was not. `yes` comes from a page that was opened before boxes named
 * their words.
 */
export function healthWordingSent(sent: string): string | undefined {
  if (sent === 'yes') return beforeNamed;
  return Object.hasOwn(consentWordings.health, sent) ? sent : undefined;
}

const beforeNamed = '2026-11-start' satisfies keyof typeof consentWordings.health;

/** Wordings of ours that name the report on whether the course helps. Answers given under others are not counted in it. */
const ofReport: readonly string[] = ['2026-11-report', '2026-12-report.es', '2026-12-report.de'];

/** Did they agree that their numbers are counted, with those of others, in the report on whether the course helps? */
export function agreedToReport({ textVersion, source }: { textVersion: string; source: string }): boolean {
  return ofReport.includes(textVersion) && shownWording('health', textVersion, source) !== undefined;
}

export interface Wording {
  version: string;
  text: string;
}

/** Where our own pages or operators ask. Other sources, such as a program's or a file's, have wordings of their own. */
function isOurs(source: string): boolean {
  return (
    [
      'landing-form',
      'confirmed-page',
      'settings-page',
      'check-in-page',
      'progress-page',
      'start-page',
      'operator',
    ].includes(source) || source.startsWith('import-')
  );
}

/** The text of the wording of a consent record, where one of ours was shown; undefined of another's. */
export function shownWording(purpose: ConsentPurpose, version: string, source: string): string | undefined {
  const ours: Readonly<Record<string, string>> = consentWordings[purpose];
  return isOurs(source) && Object.hasOwn(ours, version) ? ours[version] : undefined;
}

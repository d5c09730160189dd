/** Words that claim more than the evidence, blame the reader, frighten, or give orders; and what to do about each. One list a language. */
export interface WordingRule {
  pattern: RegExp;
  instead: string;
}

/** Holds in every language. */
const shouting: WordingRule = { pattern: /!(?![-[])/, instead: 'a full stop is calmer' };

/** The rules of a language, by its BCP 47 tag. */
export function wordingRules(language: string): readonly WordingRule[] {
  return rules[language.split('-')[0] ?? ''] ?? [shouting];
}

/** Whole words, in an alphabet that has accents. */
function whole(instead: string, ...patterns: string[]): WordingRule[] {
  return patterns.map((pattern) => ({ pattern: new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'iu'), instead }));
}

const spanish: WordingRule[] = [
  shouting,
  ...whole(
    'no prometa una cura: «puede ayudar a algunas personas»',
    'cura(?:r|n|rá)?',
    'curativ[oa]s?',
    'sanar(?:á)?',
    'milagr[a-z]*',
  ),
  ...whole(
    'diga qué tan seguros son los estudios',
    'garantiza[a-z]*',
    'garantía',
    '(?:está )?demostrado',
    'comprobado',
    'clínicamente',
  ),
  ...whole(
    'ofrezca: «puede probar», «a algunas personas les ayuda»',
    'debe',
    'debería',
    '(?<!no )tiene que(?! ver)',
    'hay que',
    'relájese',
  ),
  ...whole('culpa a quien lee: dígalo de otra manera o quítelo', '(?<!no es )culpa', 'fracas[a-zó]*', 'catastr[a-zó]*'),
  ...whole('«el dolor es real»', 'psicosomátic[oa]', 'todo está en su cabeza'),
  ...whole('«personas con dolor de espalda»', 'paciente que sufre', 'sufrid[a-z]*', 'víctima'),
  ...whole('asusta y explica poco: quítelo', 'desgaste', 'paral[ií]tic[oa]'),
  ...whole('la evidencia no llega tan lejos: quítelo', 'cortisol', 'inmunidad'),
  ...whole('diga adónde lleva el enlace', 'haga clic aquí', 'pulse aquí'),
  ...whole(
    'aquí se trata de usted',
    // What somebody might say to a friend stands in «…».
    '(?:tú|te|tu|tus|ti|contigo|tuy[oa]s?|vosotros|vuestr[oa]s?|vos)(?![^«»]*»)',
  ),
  { pattern: /\p{L}o\/as?\b/u, instead: 'escriba sin género: «quien practica», «médica o médico»' },
];

const german: WordingRule[] = [
  shouting,
  ...whole(
    'versprechen Sie keine Heilung: „kann manchen helfen“',
    'heil(?:t|en|ung)',
    'kurier(?:t|en)',
    'Wunder(?:mittel)?',
  ),
  ...whole('sagen Sie, wie sicher die Studien sind', 'garantier[a-z]*', 'Garantie', 'bewiesen', 'erwiesen', 'klinisch'),
  ...whole('bieten Sie an: „Sie können“, „manchen hilft“', 'Sie (?:müssen|sollten|sollen)', 'entspannen Sie sich'),
  ...whole('das gibt die Schuld: anders sagen oder weglassen', '(?<!nicht Ihre )Schuld', 'versagt', 'gescheitert'),
  ...whole('„der Schmerz ist echt“', 'psychosomatisch[a-z]*', 'eingebildet[a-z]*'),
  ...whole('„Menschen mit Rückenschmerzen“', 'Leidende[nr]?', 'Opfer'),
  ...whole('das macht Angst und erklärt wenig: weglassen', 'Verschleiß', 'Bandscheibenvorfall', 'gelähmt'),
  ...whole('so weit reicht die Forschung nicht: weglassen', 'Cortisol', 'Abwehrkräfte'),
  ...whole('sagen Sie, wohin der Link führt', 'hier klicken', 'klicken Sie hier'),
  { pattern: /(?<!\p{L})(?:du|dich|dir|dein(?:e[nmrs]?)?)(?!\p{L})/iu, instead: 'hier heißt es Sie' },
  { pattern: /\p{L}(?::|\*|_)innen/u, instead: '„Ärztin oder Arzt“, oder anders sagen' },
];

const english: WordingRule[] = [
  ...[/\bcur(?:e|es|ed|ing)\b/i, /\bheal(?:s|ed|ing)?\b/i, /\btreats?\b/i, /miracle/i, /detox/i].map((pattern) => ({
    pattern,
    instead: 'promise no cure: “may help some people”',
  })),
  ...[/clinically/i, /\bproven\b(?! to cause)/i, /guarantee/i, /works for everyone/i].map((pattern) => ({
    pattern,
    instead: 'say how sure the studies are',
  })),
  ...[/\byou (?:should|must|need to|have to|ought)\b/i, /\bshould\b/i, /just relax/i, /push through/i].map(
    (pattern) => ({ pattern, instead: 'offer: “you could try”, “some people find”' }),
  ),
  ...[/\bno pain\b/i, /catastroph/i, /streak/i, /missed days/i, /failed/i, /your stress caused/i].map((pattern) => ({
    pattern,
    instead: 'it blames: say what happened, or leave it out',
  })),
  ...[/all in your head/i, /psychosomatic/i].map((pattern) => ({ pattern, instead: '“the pain is real”' })),
  ...[/sufferer/i, /suffering/i, /victim/i].map((pattern) => ({ pattern, instead: '“people with back pain”' })),
  ...[
    /wear and tear/i,
    /slipped disc/i,
    /out of place/i,
    /weak core/i,
    /imbalance/i,
    /paraly/i,
    /\byou (?:will|could|may|might) die\b/i,
  ].map((pattern) => ({
    pattern,
    instead: 'it frightens and explains little: leave it out',
  })),
  { pattern: /red flags?/i, instead: '“when to get help”' },
  ...[/cortisol/i, /inflam/i, /immunity/i].map((pattern) => ({
    pattern,
    instead: 'the evidence does not carry this far: leave it out',
  })),
  shouting,
  { pattern: /click here/i, instead: 'say where the link leads' },
];

const rules: Readonly<Record<string, readonly WordingRule[]>> = { en: english, es: spanish, de: german };

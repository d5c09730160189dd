/**
 * What the data says no clear word about. From the file `backward` of the tz database, whose older editions link a former name to its own
 * successor, where newer ones link it to any zone with the same clocks.
 */

/** Names that are no zone's own, and the zone they mean. */
export const meantByName: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'Africa/Timbuktu': 'Africa/Bamako',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Montreal': 'America/Toronto',
  'America/Nipigon': 'America/Toronto',
  'America/Thunder_Bay': 'America/Toronto',
  'America/Virgin': 'America/St_Thomas',
  'Antarctica/South_Pole': 'Antarctica/McMurdo',
  'Asia/Rangoon': 'Asia/Yangon',
  'Atlantic/Jan_Mayen': 'Europe/Oslo',
  CET: 'Europe/Brussels',
  CST6CDT: 'America/Chicago',
  'Canada/Eastern': 'America/Toronto',
  EST: 'America/Panama',
  EST5EDT: 'America/New_York',
  'Europe/Belfast': 'Europe/London',
  GB: 'Europe/London',
  'GB-Eire': 'Europe/London',
  Iceland: 'Atlantic/Reykjavik',
  MET: 'Europe/Brussels',
  MST: 'America/Phoenix',
  MST7MDT: 'America/Denver',
  NZ: 'Pacific/Auckland',
  PST8PDT: 'America/Los_Angeles',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Samoa': 'Pacific/Pago_Pago',
  'Pacific/Truk': 'Pacific/Chuuk',
  'Pacific/Yap': 'Pacific/Chuuk',
  Singapore: 'Asia/Singapore',
  'US/Arizona': 'America/Phoenix',
  'US/Samoa': 'Pacific/Pago_Pago',
};

/** Zones of which the data names another country first than `zone.tab`, which names one. */
export const countryByZone: Readonly<Record<string, string>> = {
  'Europe/Simferopol': 'UA',
};

import type { Section } from '../../console/section.ts';
import type { ServiceConnection } from '../connection.ts';
import { lessonsSection } from './lessons.tsx';
import { noticesSection } from './notices.tsx';
import { overviewSection } from './overview.tsx';
import { peopleSection } from './people.tsx';
import { reportSection } from './report.tsx';
import { sendingSection } from './sending.tsx';
import { suppressionSection } from './suppression.tsx';

/** What an operator sees of a service: the same as the command line. `listed`: everybody is shown by name. */
export function operatorSections(connection: ServiceConnection, { listed = false } = {}): Section[] {
  return [
    overviewSection(connection),
    peopleSection(connection, listed),
    lessonsSection(connection),
    noticesSection(connection),
    reportSection(connection),
    suppressionSection(connection),
    sendingSection(connection),
  ];
}

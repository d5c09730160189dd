import { create, type Weekwise } from '../lib/create/create.ts';

/** What `npm create weekwise` runs: packed into one file by lib/pack/pack-create.ts, which says here which Weekwise it is of. */
declare const packedFor: Weekwise;

process.exitCode = await create(packedFor, process.argv.slice(2), process.env['npm_config_user_agent']);

import { randomBytes } from 'node:crypto';
import type { Ids } from '../core/kit/ports.ts';

/** 128 random bits as 22 characters of base64url. */
export const randomIds: Ids = { fresh: () => randomBytes(16).toString('base64url') };

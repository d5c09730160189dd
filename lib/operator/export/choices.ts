/** What an export can be asked for, apart from what writes it: help tells it without loading that. */

export const exportFormats = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Who can be asked for. Someone who paused is active, and the pause is in the file. */
export const exportStatuses = ['active', 'completed', 'unsubscribed', 'bounced', 'complained', 'pending'] as const;
export type ExportStatus = (typeof exportStatuses)[number];

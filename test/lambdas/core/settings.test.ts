import { describe, expect, test } from '@jest/globals';
import { parseSettings, PlanSettings, SendSettings } from '../../../lambdas/core/settings.ts';

describe('settings', () => {
  test('that are missing are named, all at once', () => {
    expect(() => parseSettings(PlanSettings, {})).toThrow(/TABLE_NAME[\s\S]*SEND_QUEUE_URL/);
  });

  test('that are wrong are named, and never quoted', () => {
    const wrong = { TABLE_NAME: 'table', SEND_QUEUE_URL: 'secret-looking-value' };
    expect(() => parseSettings(PlanSettings, wrong)).toThrow(/SEND_QUEUE_URL/);
    expect(() => parseSettings(PlanSettings, wrong)).not.toThrow(/secret-looking/);
  });

  test('of the sender must hold plain addresses', () => {
    expect(() => parseSettings(SendSettings, { WEEKLY_FROM: 'Weekwise <a@example.com>' })).toThrow(
      /WEEKLY_FROM: must be a plain/,
    );
  });
});

import { expect, test } from 'vitest';
import { StageProgress, type Progress } from '../../../main/pipeline/stage-progress.ts';

const EXPECTED = { read: 10, coarse: 10, fine: 50, label: 10, measure: 10, save: 10 };

function clockedJob(learned: boolean, signal?: AbortSignal) {
  const clock = { ms: 0 };
  const events: Progress[] = [];
  const job = new StageProgress({
    expected: EXPECTED,
    learned,
    signal,
    onProgress: (progress) => events.push(progress),
    now: () => clock.ms,
  });
  return { clock, events, job, last: () => events[events.length - 1] };
}

test('stages count by their expected seconds and the bar never falls', () => {
  const { job, last } = clockedJob(false);
  job.enter('read');
  expect(last()).toMatchObject({ stage: 'read', fraction: 0, secondsLeft: null });
  job.enter('coarse');
  expect(last()?.fraction).toBeCloseTo(0.1);
  job.enter('fine');
  job.report(0.5);
  expect(last()?.fraction).toBeCloseTo(0.45);
  job.report(0.2);
  expect(last()?.fraction).toBeCloseTo(0.45);
});

test('without history the time left comes from the pace, once there is some', () => {
  const { job, clock, last } = clockedJob(false);
  job.enter('read');
  clock.ms = 1000;
  job.report(0.9);
  expect(last()?.secondsLeft).toBeNull();
  clock.ms = 20_000;
  job.enter('coarse');
  expect(last()?.secondsLeft).toBeCloseTo(180);
});

test('with history the time left is known at once and gives way to the pace', () => {
  const { job, clock, last } = clockedJob(true);
  job.enter('read');
  expect(last()?.secondsLeft).toBeCloseTo(100);
  clock.ms = 40_000; // twice as slow as expected
  job.enter('coarse');
  job.enter('fine');
  expect(last()?.fraction).toBeCloseTo(0.2);
  expect(last()?.secondsLeft).toBeGreaterThan(80);
  expect(last()?.secondsLeft).toBeLessThan(160);
});

test('a cancelled job stops at its next report, and a checkpoint lets the abort in', async () => {
  const controller = new AbortController();
  const { job } = clockedJob(false, controller.signal);
  job.enter('fine');
  setTimeout(() => controller.abort(), 0);
  const loop = async (): Promise<void> => {
    for (let patch = 0; patch < 1e6; patch++) await job.checkpoint(patch / 1e6);
  };
  await expect(loop()).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(() => job.report(1)).toThrow(expect.objectContaining({ code: 'job.cancelled' }));
});

test('tells the seconds of every stage, the running one included', () => {
  const { job, clock } = clockedJob(false);
  job.enter('read');
  clock.ms = 3000;
  job.enter('coarse');
  clock.ms = 5000;
  expect(job.stages()).toEqual([
    { name: 'read', seconds: 3 },
    { name: 'coarse', seconds: 2 },
  ]);
  expect(job.totalSeconds()).toBe(5);
});

test('a job that has ended is done, even when it is cancelled just then', () => {
  const controller = new AbortController();
  const { job, last } = clockedJob(false, controller.signal);
  job.enter('save');
  controller.abort();
  job.finish();
  expect(last()).toMatchObject({ fraction: 1, secondsLeft: 0 });
});

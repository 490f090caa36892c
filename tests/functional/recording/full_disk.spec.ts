import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import TrainingService from '#services/training_service'
import { executorHere } from '../training/executor_here.js'
import { ACTOR, storedRun } from '../training/fixture.js'
import {
  emptyQueue,
  LONG_EPISODES,
  queuedRun,
  sequencesOf,
  undisturbedWeights,
  upTo,
} from '../training/worker_process.js'

/** PostgreSQL refuses the steps of a run's later episodes as it does when a file cannot grow. */
async function fillDisk(runId: number, afterSequence: number): Promise<() => Promise<void>> {
  await db.rawQuery(`create function refuse_steps() returns trigger language plpgsql as $$
    begin
      if exists (select from episodes where episode_id = new.episode_id
                 and run_id = ${runId} and sequence > ${afterSequence}) then
        raise exception 'could not extend file: No space left on device' using errcode = '53100';
      end if;
      return new;
    end $$`)
  await db.rawQuery(`create trigger full_disk before insert on steps
    for each row execute function refuse_steps()`)
  return async () => {
    await db.rawQuery('drop function if exists refuse_steps() cascade')
  }
}

/** Episodes whose steps are not as many as the episode says, or not there at all. */
async function halfStored(runId: number): Promise<unknown[]> {
  const { rows } = (await db.rawQuery(
    `select e.episode_id from episodes e left join steps s using (episode_id)
     where e.run_id = ? group by e.episode_id
     having count(s.step_id) <> case when e.steps_recorded then e.total_steps else 0 end`,
    [runId]
  )) as { rows: unknown[] }
  return rows
}

test.group('A full disk while recording', (group) => {
  group.each.setup(emptyQueue)

  test('fails the run with what was stored before; it resumes to the same weights', async ({
    assert,
    cleanup,
  }) => {
    const expected = await undisturbedWeights(1)
    const { executor, close } = await executorHere()
    cleanup(close)
    const runId = await queuedRun(1)
    const makeRoom = await fillDisk(runId, 240)
    cleanup(makeRoom)
    assert.equal(await executor.execute(runId), 'settled')
    const failed = await storedRun(runId)
    assert.equal(failed.status, 'failed')
    assert.equal(failed.error_code, 'E_DISK_FULL')
    assert.match(failed.error_message ?? '', /What was stored before is kept/)
    assert.match(failed.error_remedy ?? '', /^Free space, or record fewer steps/)
    const stored = await sequencesOf(runId)
    // those behind it whose steps are not recorded need no room for steps
    const beyond = { run_id: runId, steps_recorded: true }
    assert.lengthOf(await db.from('episodes').where(beyond).where('sequence', '>', 240), 0)
    assert.deepEqual(stored, upTo(stored.length))
    assert.lengthOf(await halfStored(runId), 0)
    // the batch that failed was undone whole: the run counts only what is there
    const trained = await db.from('episodes').where({ run_id: runId, kind: 'training' })
    assert.lengthOf(trained, failed.episodes_done)
    const checkpoint = await db.from('checkpoints').where('run_id', runId).firstOrFail()
    assert.isAtMost(checkpoint.sequence, stored.length)
    await makeRoom()
    const training = await app.container.make(TrainingService)
    await training.resume(runId, ACTOR)
    assert.equal(await executor.execute(runId), 'settled')
    assert.equal((await storedRun(runId)).weights_sha256, expected)
    assert.deepEqual(await sequencesOf(runId), upTo(LONG_EPISODES))
    assert.lengthOf(await halfStored(runId), 0)
  }).timeout(240_000)
})

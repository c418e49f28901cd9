// The webhooks that this process is sending. A call is made outside of any transaction; its outcome is stored by a short
// one, fenced by the attempt.
import { setMaxListeners } from 'node:events'
import type { Row } from '../../../db/schema.ts'
import type { Store } from '../../store/store.ts'
import { pausedAt } from '../brake.ts'
import { inMs } from '../failure.ts'
import { findStep, lockDeletion } from '../record.ts'
import { complete, fail, setTask } from './report.ts'
import { signingSecretsOf } from './signing.ts'
import { Slots } from './slots.ts'
import { labelsOf, lockTask, type Task } from './task.ts'
import { deliverWebhook, type Outcome, type WebhookRequest } from './webhook.ts'

export interface DeliveriesOptions {
  store: Store
  /** The networks that webhooks may reach besides public addresses. */
  allow: WebhookRequest['allow']
  /** An outcome could not be stored: the call is repeated when the lease of its task has expired. */
  failed(error: unknown): void
  /** Called when there may be free slots for webhooks of these deletions. */
  onRoom(deletionIds: readonly string[]): void
}

/** How long a receiver that has answered 202 may take to report. */
const REPORT_WITHIN_MS = 3_600_000
const WITHOUT_URL: Outcome = { kind: 'retry', error: 'The kind has no webhook URL' }
const NOBODY_REPORTS = 'Status 202, but the kind has no service account that could report'

export class Deliveries {
  readonly #options: DeliveriesOptions
  /** Deletions that have tasks to send ask here for free slots. */
  readonly slots = new Slots()
  readonly #underWay = new Set<Promise<void>>()
  readonly #closing = new AbortController()

  constructor(options: DeliveriesOptions) {
    this.#options = options
    // each call listens to it
    setMaxListeners(Slots.most, this.#closing.signal)
  }

  /** Sends a webhook about each of the tasks, which are leased for this process. */
  send(tasks: readonly Task[]): void {
    for (const task of tasks) {
      this.slots.take(task)
      const ended = this.#deliver(task)
        .catch(this.#options.failed)
        .finally(() => {
          this.#underWay.delete(ended)
          this.#options.onRoom(this.slots.free(task))
        })
      this.#underWay.add(ended)
    }
  }

  /** Ends the calls under way: another process, or the next start, makes them again. */
  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.all(this.#underWay)
  }

  async #deliver(task: Task): Promise<void> {
    const { store, allow } = this.#options
    const kind = await store.db
      .selectFrom('resource_kind')
      .selectAll()
      .where('name', '=', task.kind)
      .executeTakeFirstOrThrow()
    const now = store.now()
    const { signal } = this.#closing
    // deletions may have been paused since the task was taken
    if ((await pausedAt(store.db)) !== null) return settle(store, task, kind, 'not sent')
    const labels = (await labelsOf(store.db, [task.id])).get(task.id)
    // the step was skipped meanwhile, which removed the task: its resource is left behind
    if (labels === undefined) return
    const outcome =
      kind.webhook_url === null
        ? WITHOUT_URL
        : await deliverWebhook({
            url: kind.webhook_url,
            secrets: signingSecretsOf(kind, store.sealer, now),
            messageId: task.id,
            attemptedAt: new Date(now),
            body: bodyOf(task, labels, now),
            idempotencyKey: task.id,
            allow,
            signal,
          })
    // a call that this process has ended itself says nothing about the receiver
    await settle(store, task, kind, outcome.kind === 'retry' && signal.aborted ? 'not sent' : outcome)
  }
}

/** Stores the outcome of a call, unless somebody else has taken or ended the task since. */
function settle(
  store: Store,
  { id, deletion_id, attempt }: Task,
  kind: Row<'resource_kind'>,
  outcome: Outcome | 'not sent',
): Promise<void> {
  return store.write(async (tx) => {
    const at = store.now()
    const deletion = await lockDeletion(tx, deletion_id)
    const task = await lockTask(tx, id)
    if (!deletion || task?.state !== 'CLAIMED' || task.attempt !== attempt) return
    if (outcome === 'not sent') {
      await setTask(tx, task, { state: 'READY', due_at: at })
      return
    }
    const course = { deletion, step: await findStep(tx, deletion_id, task.position) }
    const failed = (error: string, retryable: boolean) => fail(tx, at, 'system', course, task, { error, retryable })
    switch (outcome.kind) {
      case 'confirmed':
      case 'gone':
        await complete(tx, at, 'system', course, task)
        return
      case 'accepted':
        if (kind.owner_service_account_id === null) await failed(NOBODY_REPORTS, true)
        else await setTask(tx, task, { due_at: inMs(at, REPORT_WITHIN_MS) })
        return
      case 'refused':
        await failed(outcome.error, false)
        return
      case 'retry':
        await failed(outcome.error, true)
    }
  })
}

/** The body of the webhook; documented in docs/external-cleanup.md. */
function bodyOf(task: Task, labels: string, timestamp: string): string {
  return JSON.stringify({
    type: 'cleanup_task.requested',
    timestamp,
    data: {
      task: task.id,
      attempt: task.attempt,
      deletion: task.deletion_id,
      workspace: { id: task.workspace_id, name: task.workspace_name },
      kind: task.kind,
      resource: {
        id: task.resource_id,
        name: task.resource_name,
        externalId: task.external_id,
        labels: JSON.parse(labels),
      },
    },
  })
}

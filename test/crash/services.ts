// The services that own external resources in trials that kill servers: one receives webhooks, and one claims tasks.
// They outlive the servers, as real ones would, and record what they have done.
import type { ClaimTasksMutation } from '../generated/graphql.ts'
import { type Call, openReceiver } from '../support/controlled-receiver.ts'
import { CLAIM, COMPLETE, createExternalKind, type ExternalKind, FAIL, registerItems } from '../support/external.ts'
import type { Answers } from '../support/people.ts'
import type { Credentials } from '../support/server.ts'
import { call, NoResponse, type RunningServer } from './process.ts'

/** The setting with which a server may call the receiver. */
export const SERVICES_ENV = { CROFT_WEBHOOK_ALLOW: '127.0.0.1' }
const POLL_MS = 20
/** A short lease, so that tasks handed out by a killed server can soon be claimed again. */
const LEASE = '5s'

/** The ids of the resources of a workspace by the service that removes them. */
export interface External {
  readonly called: readonly string[]
  readonly claimed: readonly string[]
}

interface Options {
  /** Whether this attempt to remove `item-<number>` fails; the next may succeed. */
  readonly fails?: (attempt: number, item: number) => boolean
}

type ClaimedTask = ClaimTasksMutation['claimCleanupTasks']['tasks'][number]
const itemOf = (name: string): number => Number(name.slice('item-'.length))

export class Services {
  readonly #receiver: Awaited<ReturnType<typeof openReceiver>>
  readonly #called: ExternalKind
  readonly #claimed: ExternalKind
  readonly #fails: NonNullable<Options['fails']>
  readonly #handedOut: ClaimedTask[] = []
  /** The ids of tasks whose completion was acknowledged. */
  readonly #acknowledged = new Set<string>()
  readonly #errors: string[] = []
  /** The number of failed attempts. */
  failures = 0

  private constructor(
    receiver: Awaited<ReturnType<typeof openReceiver>>,
    called: ExternalKind,
    claimed: ExternalKind,
    fails: NonNullable<Options['fails']>,
  ) {
    this.#receiver = receiver
    this.#called = called
    this.#claimed = claimed
    this.#fails = fails
    receiver.answers(({ body: { data } }) => (this.#isFailure(data.attempt, data.resource.name) ? 503 : 200))
  }

  /** Registers a kind for each service. */
  static async start(server: Answers, { fails = () => false }: Options = {}): Promise<Services> {
    const receiver = await openReceiver()
    const called = await createExternalKind(server, { cleanup: 'WEBHOOK', webhookUrl: receiver.url, order: 30 })
    return new Services(receiver, called, await createExternalKind(server, { order: 31 }), fails)
  }

  /** Registers this number of resources for each service. */
  async fill(server: Answers, workspace: { id: string; owner?: Credentials }, count: number): Promise<External> {
    return {
      called: await registerItems(server, workspace, this.#called.name, count),
      claimed: await registerItems(server, workspace, this.#claimed.name, count),
    }
  }

  /** Claims tasks and reports about them until the server has ended. */
  async work(server: RunningServer): Promise<void> {
    try {
      for (;;) {
        const input = { kinds: [this.#claimed.name], lease: LEASE }
        const { claimCleanupTasks } = (await this.#send<ClaimTasksMutation>(server, CLAIM, input)) as ClaimTasksMutation
        for (const task of claimCleanupTasks.tasks) await this.#handle(server, task)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    } catch (error) {
      if (!(error instanceof NoResponse)) this.#errors.push(String(error))
    }
  }

  async #handle(server: RunningServer, task: ClaimedTask): Promise<void> {
    if (this.#acknowledged.has(task.id)) this.#errors.push(`${task.id} was done, and handed out again`)
    this.#handedOut.push(task)
    const report = { task: task.id, attempt: task.attempt }
    if (this.#isFailure(task.attempt, task.resourceName)) {
      await this.#send(server, FAIL, { ...report, error: 'Not now' })
    } else if (await this.#send(server, COMPLETE, report)) {
      this.#acknowledged.add(task.id)
    }
  }

  /** Sends an operation as the claiming service; returns null if the lease has expired. */
  async #send<T>(server: RunningServer, document: { toString(): string }, input: object): Promise<T | null> {
    const { token } = this.#claimed.service
    const { data, code } = await call<T>({ ...server, token, ending: true }, document, { input })
    if (code === 'UNAVAILABLE') throw new NoResponse()
    if (code !== null && code !== 'CONFLICT') throw new Error(`${code}: ${document}`)
    return code === null ? data : null
  }

  /** Forgets the claims: the workspace is deleted again, in another copy of the database. */
  forgetClaims(): void {
    this.#handedOut.length = 0
    this.#acknowledged.clear()
  }

  #isFailure(attempt: number, resourceName: string): boolean {
    const isFailure = this.#fails(attempt, itemOf(resourceName))
    if (isFailure) this.failures++
    return isFailure
  }

  /**
   * What is wrong when the deletion has succeeded: each resource must have been removed, by its service, and however often
   * a webhook about it came, with one idempotency key.
   */
  errorsOf(deletion: { id: string; workspace_id: string }, { called, claimed }: External): string[] {
    const calls = this.#receiver.calls.filter(({ body }) => body.data.deletion === deletion.id)
    const tasks = this.#handedOut.filter(({ workspaceId }) => workspaceId === deletion.workspace_id)
    return [
      ...this.#errors,
      ...effectErrors('webhooks', called, calls.map(effectOf)),
      ...effectErrors(
        'claims',
        claimed,
        tasks.map(({ id, resourceId }) => ({ key: id, resourceId })),
      ),
    ]
  }

  /** The number of the deletion's webhooks that repeated an earlier key. */
  repeatsOf(deletionId: string): number {
    const calls = this.#receiver.calls.filter(({ body }) => body.data.deletion === deletionId)
    return calls.length - new Set(calls.map((call) => effectOf(call).key)).size
  }

  close(): void {
    this.#receiver.close()
  }
}

interface Effect {
  readonly key: string
  readonly resourceId: string
}

function effectOf({ headers, body }: Call): Effect {
  return { key: String(headers['idempotency-key']), resourceId: body.data.resource.id }
}

/** A receiver removes each resource once per key, so there must be one effect for each resource. */
function effectErrors(of: string, resourceIds: readonly string[], requests: readonly Effect[]): string[] {
  const effects = [...new Map(requests.map((request) => [`${request.key} ${request.resourceId}`, request])).values()]
  const found = effects.map(({ resourceId }) => resourceId).sort()
  const keys = new Set(effects.map(({ key }) => key))
  if (found.join() === [...resourceIds].sort().join() && keys.size === effects.length) return []
  return [
    `The ${of} had ${effects.length} effects by ${keys.size} keys on ${new Set(found).size} resources, which had \
${resourceIds.length}: ${found.join(', ')}`,
  ]
}

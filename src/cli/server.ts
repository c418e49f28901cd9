import { badInput } from './errors.ts'

const NOT_THERE = /^Cannot find module '.*(?:main|maintenance)\.[jt]s'/

/** Loads a module of the server. It is missing if only the command line was copied, as `GET /cli` hands it out. */
export async function serverProgram<Program>(load: () => Promise<Program>): Promise<Program> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error) || !NOT_THERE.test(error.message)) throw error
    throw badInput('this is the command line alone, and that takes the server', 'Run it where Croft is installed.')
  }
}

/** Turns an error of a server module into one of the command line: a setting, a file or a database is at fault. */
export async function ofServer<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    const { message, problems } = error as Error & { problems?: readonly string[] }
    throw badInput(problems?.join('; ') ?? message)
  }
}

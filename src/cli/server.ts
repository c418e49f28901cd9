import { badInput } from './errors.ts'

const NOT_THERE = /^Cannot find module '.*(?:main|maintenance)\.[jt]s'/

/** Loads a program of the server. It is not there where the command line was copied alone, as `GET /cli` hands it out. */
export async function serverProgram<Program>(load: () => Promise<Program>): Promise<Program> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error) || !NOT_THERE.test(error.message)) throw error
    throw badInput('this is the command line alone, and that takes the server', 'Run it where Croft is installed.')
  }
}

/** What a program of the server throws, as an error of the command line: a setting, a file or a database is at fault. */
export async function ofServer<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    const { message, problems } = error as Error & { problems?: readonly string[] }
    throw badInput(problems?.join('; ') ?? message)
  }
}

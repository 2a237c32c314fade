import type { LiveEvent } from '@entente/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { whenReplyEnds } from '../../safeguards/governor/when-reply-ends.ts'

/** A wait for entries of one log. */
interface NewsWait {
  /**
   * Resolves to true when an entry was appended since its last call, even between two calls. Resolves to false when the wait
   * is over or the requester has disconnected.
   */
  come(): Promise<boolean>
  end(): void
}
export interface News {
  /** Waits for entries of a recipient's log, for at most `ms` milliseconds, while the request is open. */
  of(recipient: string, ms: number, asked: { request: FastifyRequest; reply: FastifyReply }): NewsWait
  /** Ends all waits: the node stops. */
  end(): void
}

export function followNews(follow: (listener: (event: LiveEvent) => void) => () => void): News {
  const waiting = new Set<() => void>()
  return {
    of(recipient, ms, { request, reply }) {
      let appended = false
      let over = false
      let wake: () => void = () => {}
      const end = () => {
        over = true
        clearTimeout(timer)
        unfollow()
        waiting.delete(end)
        wake()
      }
      const timer = setTimeout(end, ms)
      const unfollow = follow((event) => {
        if (event.type !== 'feed.appended' || event.ref !== recipient) return
        appended = true
        wake()
      })
      waiting.add(end)
      // The requester may have disconnected while it was authenticated.
      whenReplyEnds(request, reply, end)
      const come = async (): Promise<boolean> => {
        if (!appended && !over) await new Promise<void>((resolve) => (wake = resolve))
        appended = false
        return !over
      }
      return { come, end }
    },
    end() {
      for (const end of [...waiting]) end()
    },
  }
}

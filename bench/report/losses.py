"""Where the level that is used is behind a rival, by more than noise."""

from collections import namedtuple

BEHIND = 0.95

Loss = namedtuple("Loss", "contest rivals noisy")  # rivals: (name, ratio) of all that are ahead, the first by most


def losses(recording):
    """One for each contest that has any, worst first."""
    found = []
    for contest in recording.contests:
        if not contest.used:
            continue
        ahead = sorted((ratio, rival) for rival, ratio in contest.used.ratios.items()
                       if recording.is_rival(rival) and ratio < BEHIND)
        if ahead:
            found.append(Loss(contest, [(rival, ratio) for ratio, rival in ahead],
                              contest.is_noisy_beside(ahead[0][1])))
    return sorted(found, key=lambda loss: (loss.rivals[0][1], loss.contest.order))


def compared(recording):
    """Contests in which there is a ratio to lose."""
    return sum(any(recording.is_rival(rival) for rival in contest.used.ratios)
               for contest in recording.contests if contest.used)

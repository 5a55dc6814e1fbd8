namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads the clauses of a part of a sentence: whom each is about, its verb, and what that says of
/// them.</summary>
/// <remarks>A clause is read where one may begin: at the start, after a mark or a conjunction. What no frame of the
/// verb
/// takes whole gives nothing.</remarks>
internal sealed class ClauseReader
{
    // A sentence of more clauses is a list of something else.
    private const int LeadMax = 6;

    private readonly Tokens _words;
    private readonly List<Finding> _findings = [];
    private string? _person;
    private string? _named;

    // Up to this word it was read whom a clause is about.
    private int _read;
    private Who? _subject;

    private ClauseReader(Tokens words, string? person)
    {
        _words = words;
        _person = person;
    }

    /// <summary>Gives what a part of a sentence says.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="person">Whom "she" means, or null.</param>
    public static (IReadOnlyList<Finding> Findings, string? Person) Read(
        string sentence, string? person)
    {
        var reader = new ClauseReader(new Tokens(sentence, new Stretch(0, sentence.Length)), person);
        reader.Read();
        return (reader._findings, reader._named);
    }

    private void Read()
    {
        var supposed = false;
        for (var at = 0; at < _words.Count; at++)
        {
            var first = at == 0;
            if (!first && at <= _read)
            {
                continue;
            }

            if (!first && !Borders(at - 1))
            {
                supposed |= Words.Supposing.Contains(_words[at]);
                if (!supposed && _words[at] == "i" && (!Words.Doubting.Contains(_words[at - 1]) || Diagnosed(at - 1)))
                {
                    ReadIllness(at);
                }

                continue;
            }

            // What goes on from a supposition is supposed; a new sentence of its own is not.
            supposed &= !(_words[at - 1] is ";" or ":" or "." or "!" or "but" or "so" or "because");
            var start = at;
            while (Words.Openers.Contains(_words[start]) || (start > at && _words[start] is "," or "." or "!"
                && !first))
            {
                start++;
            }

            if (first)
            {
                while (Words.Openers.Contains(_words[start]) || (_words.Ends(start) && start < _words.Count)
                    || (_words[start] == "no" && _words[start + 1] is "," or "i" or "we" or "my" or "it"))
                {
                    start++;
                }
            }

            if (Words.Supposing.Contains(_words[start]))
            {
                supposed = true;
                continue;
            }

            if (!supposed && !Words.Timing.Contains(_words[start]))
            {
                ReadAt(start, first);
            }

            supposed |= Words.Supposing.Contains(_words[at]);
        }
    }

    private bool Borders(int at) => (_words.Ends(at) && _words[at] is not "&" and not "/" and not "'" and not "+")
        || _words[at] is "and" or "but" or "so" or "because" or "since" or "while" or "although" or "though" or "plus"
            or "cos" or "cuz";

    private void ReadAt(int at, bool opens)
    {
        if (Things.Read(_words, at, _findings))
        {
            return;
        }

        var who = Kin.Read(_words, at, _person);
        if (who is null && (Led(at) ?? Led(at - 1)) is { } subject)
        {
            who = Kin.Read(_words, subject, _person);
        }

        if (who is null)
        {
            ReadWithout(at, opens);
            return;
        }

        var other = who.Value;
        if (Departure.Read(_words, other) is { } gone)
        {
            _findings.Add(new Finding(_words.Span(at, gone), Claim.Speaker, other.Slot ?? "",
                _words.Span(other.NameAt, other.NameEnd), Polarity.Ended, true));
            return;
        }

        if (other.Slot is { } slot)
        {
            _findings.Add(new Finding(_words.Span(at, other.Next), Claim.Speaker, slot,
                _words.Span(other.NameAt, other.NameEnd), Polarity.Holds, false));
        }

        _subject = other;
        _read = other.Next;
        Remember(other, at);
        Naming.Read(_words, other, at, _findings);
        ReadClause(other, at, other.Next, elided: false);
    }

    /// <summary>Remembers whom "she" means from here on: "my boss is called Priya", "my wife's name is
    /// Leila".</summary>
    private void Remember(Who who, int at)
    {
        if (who.Self || who.Plural)
        {
            return;
        }

        _person = who.Name;
        _named = _words[at] is "he" or "she" ? _named : _words.Text(at, who.Next).TrimEnd(',', ')', ' ');
        var name = who.Next;
        while (_words[name] is "'s" or "is" or "name" or "called" or "named")
        {
            name++;
        }

        var end = name;
        while (_words.IsName(end))
        {
            end++;
        }

        var pet = Kin.SlotOf(_words[who.Next - 1]) == "pet";
        if (!pet && name > who.Next && end > name && Kin.IsPersonName(_words, name))
        {
            (_person, _named) = (_words.Text(name, end), _words.Text(name, end));
        }
        else if (who.Slot is not null)
        {
            _named = who.Name;
        }
    }

    /// <summary>Tells whether a doctor says so: "GP says I've got plantar fasciitis".</summary>
    private bool Diagnosed(int at) => _words[at] is "says" or "said"
        && _words[at - 1] is "doctor" or "doc" or "gp" or "dentist" or "physio" or "consultant" or "specialist"
        or "optician"
            or "dermatologist" or "hospital" or "psychiatrist";

    /// <summary>Reads an illness where no clause was seen to begin: "telling me I've a frozen shoulder".</summary>
    private void ReadIllness(int at)
    {
        var found = new List<Finding>();
        if (VerbReader.Read(_words, at + 1) is { Lemma: "have" or "be", Form: VerbForm.Base } verb)
        {
            Frames.Read(new Clause(_words, new Who(Claim.Speaker, at + 1, true), verb, at, EndOf(verb.Next), found));
            _findings.AddRange(found.Where(finding => finding.Slot is "condition" or "allergy"));
        }
    }

    /// <summary>Reads a clause without a subject: it has that of the one before, or of who speaks.</summary>
    private void ReadWithout(int at, bool opens)
    {
        if (opens)
        {
            var self = new Who(Claim.Speaker, at, true);
            var before = _findings.Count;
            Fragments.Read(_words, at, EndOf(at), _findings);
            if (_findings.Count > before)
            {
                return;
            }

            if (VerbReader.Read(_words, at) is { Can: false, Lemma: not "?" } verb
                && (verb.Form is VerbForm.Past or VerbForm.Progressive || _words[at] == "been")
                && _words[at] is not ("was" or "were" or "had" or "'d"))
            {
                ReadVerb(self, verb, at);
                _subject = self;
            }
        }
        else if (_subject is { } subject && at > 0 && !_words.Ends(at))
        {
            ReadClause(subject, at, at, elided: true);
        }
    }

    private void ReadClause(Who who, int start, int at, bool elided)
    {
        if (VerbReader.Read(_words, at) is not { } verb)
        {
            return;
        }

        if (elided && (verb.Lemma == "?" || (verb.Form == VerbForm.Progressive
            && Verbs.Is(_words[at], VerbForm.Progressive))
            || (verb.Form == VerbForm.Base && !verb.Can && !who.Self && _words[at] is not ("is" or "has" or "was"))
            || _words[at] is "'s" or "'m" or "do"))
        {
            return;
        }

        ReadVerb(who, verb, start);
    }

    private void ReadVerb(Who who, Verb verb, int start)
    {
        var clause = new Clause(_words, who, verb, start, EndOf(verb.Next), _findings);
        Frames.Read(clause);
    }

    /// <summary>Finds the subject after words that lead to it: "since 2018 I", "at work I".</summary>
    private int? Led(int at)
    {
        if (_words[at] is not ("since" or "in" or "on" or "at" or "after" or "for" or "during" or "these" or "this"
            or "last" or "every" or "most" or "by" or "nowadays" or "currently" or "now" or "today" or "yesterday"
            or "recently" or "growing" or "with" or "here"))
        {
            return null;
        }

        for (var i = at + 1; i <= at + LeadMax && i < _words.Count; i++)
        {
            if (_words[i] is "i" or "we")
            {
                return i;
            }

            if ((_words.Ends(i) && _words[i] != ",") || Verbs.Is(_words[i], VerbForm.Base)
                || _words[i] is "what" or "who" or "that" or "which" or "when" or "where" or "if" or "as" or "you")
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Gives where a clause ends: at a mark, or where another begins.</summary>
    private int EndOf(int from)
    {
        var at = from;
        for (; at < _words.Count; at++)
        {
            if (_words.Ends(at) && _words[at] is not ("&" or "'" or "/" or "+" or "\"" or "’"))
            {
                return at;
            }

            if (_words[at] is "but" or "so" or "because" or "which" or "while" or "though" or "although" or "where"
                or "who" or "when" or "if" or "cos" or "cuz" or "unless")
            {
                return at;
            }

            if (_words[at] is "and" or "or" && Opens(at + 1))
            {
                return at;
            }
        }

        return at;
    }

    private bool Opens(int at)
    {
        if (Words.Clausal.Contains(_words[at]))
        {
            return true;
        }

        while (Words.Adverbs.Contains(_words[at]))
        {
            at++;
        }

        return Declares(at) || Words.Clausal.Contains(_words[at]) || Verbs.Is(_words[at], VerbForm.Base)
            || Verbs.Is(_words[at], VerbForm.Third) || Verbs.Is(_words[at], VerbForm.Past);
    }

    /// <summary>Tells whether a noun with its verb follows, and no further noun: "the rescue's ringing".</summary>
    private bool Declares(int at) => _words[at] is "the" or "a" or "an" or "this" or "that"
        && Enumerable.Range(at + 2, 3).TakeWhile(next => !_words.Ends(next)).Any(next => _words[next] is "is" or "are"
        or "'s"
            or "was" or "were" or "has" or "have" or "can" or "will" or "'re" or "'ll" or "keeps" or "says"
            || Verbs.Is(_words[next], VerbForm.Third));
}

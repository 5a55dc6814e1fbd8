namespace Agents.Memory.Extraction.English;

/// <summary>The words in which English says that something is over, by what it mostly was.</summary>
/// <remarks>In each list a space parts two phrases, and an underscore two words of one.</remarks>
internal static partial class EnglishEndings
{
    /// <summary>Gets what one does to a thing that is over then: its object is the thing.</summary>
    private static (string Slot, string Words)[] Verbs => [.. VerbsOfThings, .. VerbsOfTies];

    private static (string Slot, string Words)[] VerbsOfThings =>
    [
        ("any",
        """
        lose lost losing return returned took_back taken_back replace replaced exchanged crash crashed smashed_up
        take_out
        took_out take_down took_down taken_down shut_off shut_down shut closed closing close let_go_of left_behind
        switched_off cut_off disconnected unplugged turned_down passed_on moved_on_from moved_off done_with through_with
        finished_with hand_over handed_over hand_back handed_back give_back gave_back given_back threw_out threw_away
        thrown_out thrown_away throw_out gave_up give_up given_up giving_up turned_my_back_on send_back sent_back
        taken_off took_off leave left leaving end ended ending finished drop dropped dropping
        """),
        ("owns",
        """
        get_rid_of got_rid_of gotten_rid_of getting_rid_of get_shot_of got_shot_of getting_shot_of rid_of sell sold
        selling sold_off sold_on flogged flogging pawned auctioned scrap scrapped scrapping bin binned ditch ditched
        ditching dump dumped chuck chucked chucked_out donate donated give_away gave_away given_away giving_away
        part_with parted_with parting_with part_ways_with parted_ways_with say_goodbye_to said_goodbye_to
        saying_goodbye_to waved_goodbye_to saw_the_back_of seen_the_back_of trade_in traded_in traded swap swapped
        swapping wreck wrecked write_off wrote_off written_off totalled totaled rip_out ripped_out ripping_out tear_out
        tore_out torn_out pull_down pulled_down knocked_down dig_up dug_up demolished dismantled wound_up wound_down
        disbanded dissolved folded rehome rehomed re-homed bury buried repossessed surrendered relinquished shaved_off
        shaved no_longer_need retired(?=_(?:my|our|the)_) hung_up(?=_my_) signed_over signed_back
        pulled_the_plug_on drew_a_line_under called_time_on put_an_end_to
        """),
        ("subscription",
        """
        cancel cancelled canceled cancelling canceling unsubscribe_from unsubscribed_from unsubscribing_from
        unsubscribed didn't_renew did_not_renew haven't_renewed won't_renew won't_be_renewing not_renewing
        not_renewed stopped_paying_for opted_out_of opt_out_of delete deleted deleting uninstalled uninstall
        deactivated deactivate closed_down terminated terminate logged_out_of came_off switched_away_from
        """),
    ];

    private static (string Slot, string Words)[] VerbsOfTies =>
    [
        ("employer",
        """
        resign_from resigned_from resigning_from resigned_as retire_from retired_from retired_as retiring_from
        handed_in_my_notice_(?:at|to|with) handed_my_notice_in_(?:at|to|with) given_notice_at
        gave_notice_at gave_my_notice_(?:at|to) gave_in_my_notice_(?:at|to) given_my_notice_(?:at|to)
        put_in_my_notice_(?:at|to) put_my_notice_in_(?:at|to) stopped_working_(?:at|for|with) finished_up_(?:at|with)
        finished_at been_sacked_(?:by|from) been_fired_(?:by|from) been_let_go_(?:by|from) been_laid_off_(?:by|from)
        been_made_redundant_(?:by|from|at) got_sacked_(?:by|from) got_fired_(?:by|from) got_let_go_(?:by|from)
        got_laid_off_(?:by|from) was_sacked_(?:by|from) was_fired_(?:by|from) was_let_go_(?:by|from)
        was_laid_off_(?:by|from) was_made_redundant_(?:by|from|at) made_redundant_(?:by|from|at) walked_out_(?:of|on)
        """),
        ("member_of",
        """
        quit quitting jack_in jacked_in jacking_in pack_in packed_in
        packing_in chuck_in chucked_in pull_out_of pulled_out_of pulling_out_of withdraw_from withdrew_from
        withdrawn_from step_down_(?:from|as) stepped_down_(?:from|as) stepping_down_(?:from|as) stand_down_(?:from|as)
        stood_down_(?:from|as) back_out_of backed_out_of bow_out_of bowed_out_of bailed_on abandon abandoned 
        call_off called_off calling_off walked_away_from kicked_out_of thrown_out_of chucked_out_of
        stopped_(?:going_to|attending|running|doing|volunteering_(?:at|with|for)|helping_(?:at|out_at)|training_for)
        stopped_training_with no_longer_(?:in|with|part_of|a_member_of)
        """),
        ("partner",
        """
        split_with split_up_with splitting_up_with break_up_with broke_up_with broken_up_with breaking_up_with
        break_it_off_with broke_it_off_with broke_things_off_with broken_it_off_with ended_it_with ended_things_with
        finished_it_with divorced divorcing separated_from called_it_off_with called_it_quits_with
        called_it_a_day_with fell_out_with fallen_out_with stopped_seeing stopped_dating
        """),
        ("school",
        """
        drop_out_of dropped_out_of dropping_out_of flunked_out_of failed_out_of graduate_from graduated_from
        graduating_from finished_my_degree_at
        """),
        ("home",
        """
        move_out_of moved_out_of moving_out_of move_away_from moved_away_from moved_out_from checked_out_of
        got_out_of get_out_of given_notice_on gave_notice_on stopped_renting stopped_lodging_with
        stopped_living_(?:in|with|at) emigrated_from relocated_from
        """),
        ("condition",
        """
        recovered_from recovering_from get_over got_over gotten_over getting_over beat beaten kicked shaken_off
        shook_off cured_of free_of clear_of over(?=_my_)
        """),
        ("medication", "come_off coming_off wean_off weaned_off weaned_myself_off off(?=_(?:the"
            + "|my)_) swore_off sworn_off "
            + "stopped_taking finished_my_course_of stopped_using"),
        ("allergy", "outgrow outgrew outgrown outgrowing grow_out_of grew_out_of grown_out_of"),
        ("hobby", "stopped stop stopping quit_doing given_over"),
    ];

    /// <summary>Gets what is said of a thing that is over: its subject is the thing.</summary>
    private static (string Slot, string Words)[] Ends =>
    [
        ("condition",
        """
        went(?=_(?:the_minute|the_moment|when|once|after|as_soon|by_itself|on_its_own)\b) vanished disappeared
        healed healed_up cured cleared_up cleared mended in_remission gone_away went_away good_as_new right_as_rain
        back_to_normal
        """),
        ("owns",
        """
        expired lapsed cancelled canceled sold sold_off scrapped discontinued stolen pinched nicked refunded given_away
        written_off totalled binned rehomed repossessed donated deleted deactivated ripped_out demolished torn_down
        revoked terminated wasn't_renewed hasn't_been_renewed not_been_renewed isn't_being_renewed
        """),
        ("any",
        """
        gone(?!_\w+ing) over(?!_\w) over_and_done history no_more dead died dying passed passed_away passed_on
        didn't_make_it didn't_pull_through slipped_away crossed_the_rainbow_bridge ended
        finished(?!_\w) done(?!_\w) dusted closed closed_down shut shut_down shut_up_shop went_under went_bust
        went_missing went_bankrupt gone_under gone_bust gone_bankrupt folded retired called_off disbanded
        dissolved run_out ran_out run_away ran_away ran_off come_off came_off wound_up cut_off knocked_down
        fell_through fallen_through fell_apart fallen_apart broke_down_for_good came_to_an_end come_to_an_end
        flew_away flew_off flew_out flown_away flown_off put_down put_to_sleep taken_down disconnected replaced
        withdrawn
        returned handed_back sent_back given_back not_happening off_the_table isn't_happening won't_happen didn't_happen
        isn't_going_ahead behind_(?:me|us|him|her) out_of_the_picture a_thing_of_the_past a_distant_memory
        (?:(?:just|only|all)_)?a_(?:false_alarm|mix-up|misdiagnosis|mistake) history_now
        in_the_(?:bin|skip|attic|loft|tip) off(?=\W*$|_now|_after_all|!) down(?=\W*$|_now) taken_out taken_off
        pulled_out
        removed dropped packed_up packed_in given_up_the_ghost gave_up_the_ghost conked_out
        went_to_(?:a|an|the|my)_(?:collector|museum|charity|cousin|new_owner|neighbour|dealer|scrapyard|tip|lad|family)
        """),
        ("any",
        """
        moved_(?:out|away|on|back|abroad|off|up|down|home|over) moved_(?:in)?to_(?:an?|his|her|their|the)
        moved_in_with emigrated moved_(?:up_|down_|back_|over_|off_)?to(?=_(?-i:[A-Z]))
        went_(?:back_)?to_(?:live|my|a_new|another|her|his|their)
        gone_to_(?:live|my|a|her|his) went_back gone_back went_home gone_home flew_home flown_home flew_back
        flown_back left_for_(?:another|a_new|good|his|her|(?-i:[A-Z])\w+) left(?=\W*$) left_(?:us|me)
        left_the_(?:company|firm|team|clinic|practice|country)
        found_(?:his|her|their|an?)_(?:own|new|other|another|forever)
        handed_in_(?:his|her|their)_notice given_(?:his|her|their)_notice quit(?=\W*$) resigned transferred
        been_transferred been_deported walked_out stopped_coming
        (?:no_longer|can't|doesn't|don't|won't|won't_be_able_to)_(?:comes?|works?|cleans?|teach(?:es)?|lives?)
        (?:no_longer|can't|doesn't|don't|won't|won't_be_able_to)_(?:exists?|delivers?|with_us|available)
        isn't_(?:coming|working|living|with_us)
        """),
    ];

    /// <summary>Makes the alternatives of a pattern of a list.</summary>
    private static string OneOf(string words) => "(?:" + string.Join('|', words
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).OrderByDescending(word => word.Length))
        .Replace('_', ' ').Replace("'", "['’]", StringComparison.Ordinal) + ")";
}

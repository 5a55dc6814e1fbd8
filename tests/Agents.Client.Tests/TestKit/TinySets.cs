namespace Agents.Client.Tests.TestKit;

/// <summary>Files of the public sets' shapes, with contents of our own.</summary>
internal static class TinySets
{
    public const string Locomo = """
        [{"sample_id":"conv-1",
          "conversation":{
            "speaker_a":"Ada","speaker_b":"Bo",
            "session_10_date_time":"9:00 am on 2 March, 2024",
            "session_10":[{"speaker":"Bo","dia_id":"D10:1","text":"My kite broke on Tuesday."}],
            "session_1_date_time":"12:05 am on 29 February, 2024",
            "session_1":[
              {"speaker":"Ada","dia_id":"D1:1","text":"I bought a blue bicycle."},
              {"speaker":"Bo","dia_id":"D1:2","text":"Look at this!","blip_caption":"a red kite over a beach"}],
            "session_2_date_time":"4:30 pm on 1 March, 2024",
            "session_2":[{"speaker":"Ada","dia_id":"D2:1","text":"The bicycle has three gears."}],
            "session_3_date_time":"4:30 pm on 3 March, 2024"},
          "qa":[
            {"question":"What is known about the blue bicycle with gears?","answer":"x",
             "evidence":["D1:1; D02:1","D1:1"],"category":1},
            {"question":"On which Tuesday was it that the kite broke?","answer":2024,
             "evidence":["D:10:1"],"category":2},
            {"question":"Does Ada swim?","answer":"no","evidence":["D","D7:7"],"category":3},
            {"question":"When did the bicycle of Bo break?","evidence":["D10:1"],"category":5}]}]
        """;

    public const string MemDaily =
        """{"sample_id":"01_tiny#0","type":"simple","topic":"t","tid":0,"messages":["""
        + """{"mid":0,"message":"我养了一只灰猫。","time":"2024年04月01日 周一 08:30","place":"x"},"""
        + """{"mid":1,"message":"猫叫豆腐。","time":"2024年04月02日 周二 08:30","place":"x"}],"questions":["""
        + """{"qid":0,"question":"猫叫什么？","answer":"豆腐","target_step_id":[1,1,9],"time":"2024年04月04日 周四 07:42"}"""
        + "]}\n"
        + """{"sample_id":"01_tiny#3","type":"noisy","topic":"t","tid":3,"messages":["""
        + """{"mid":0,"message":"我住在鹿特丹。","time":"2024年12月31日 周二 23:59","place":"x"}],"questions":["""
        + """{"qid":0,"question":"住在哪里？","answer":"鹿特丹","target_step_id":[0],"time":"2024年04月04日 周四 07:42"}"""
        + "]}\n";

    public const string Noise = "今天下雨了\n快点走吧\n谁拿了我的伞\n好的\n明天见\n";

    public const string Beam = """
        {"chat":7,"truncated":false,
         "messages":[
           {"id":0,"batch":1,"role":"user","time_anchor":"March-15-2024","content":"My exam is on Monday."},
           {"id":1,"batch":1,"role":"assistant","time_anchor":null,"content":"Good luck."},
           {"id":2,"batch":2,"role":"user","time_anchor":"April-05-2024","content":"My exam moved to Friday."},
           {"id":3,"batch":2,"role":"assistant","time_anchor":null,"content":"Noted."}],
         "probing_questions":{
           "abstention":[{"question":"Who is my dentist?","rubric":[]}],
           "knowledge_update":[
             {"question":"When is my exam, moved to Friday?",
              "source_chat_ids":{"original_info":[0],"updated_info":[2]}},
             {"question":"When is it?","source_chat_ids":{"original_info":[2],"updated_info":[2]}}],
           "contradiction_resolution":[
             {"question":"exam","source_chat_ids":{"first_statement":[0],"second_statement":[2]}}],
           "summarization":[{"question":"Summarise my exam.","source_chat_ids":[0,[2,[0]],99,"x"]}]}}
        """;
}

import { type NameCulture, tokens } from './culture.ts'

export const arabic: NameCulture = {
  id: 'arabic',
  states: ['EGY', 'JOR', 'MAR', 'LBN', 'DZA', 'TUN', 'SDN', 'IRQ'],
  script: 'Arab',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.3,
  male: tokens(`
    Mohammed|Muhammad|Mohamed|Mohammad=محمد Ahmed|Ahmad=أحمد Yousef|Youssef|Yusuf=يوسف Khaled|Khalid=خالد Omar|Umar=عمر
    Hassan|Hasan=حسن Hussein|Husain|Hossein=حسين Abdulrahman|Abdel_Rahman|Abd_al-Rahman=عبد_الرحمن Tariq|Tarek|Tareq=طارق
    Mustafa|Moustafa=مصطفى Nasser|Nasir=ناصر Jamal|Gamal=جمال Faisal|Faysal=فيصل Bilal|Belal=بلال Ziad|Ziyad=زياد
    Karim|Kareem=كريم Anwar=أنور Idris|Idriss|Driss=إدريس Majid|Maged=ماجد Rashid|Rasheed=رشيد`),
  female: tokens(`
    Fatima|Fatma|Fatimah=فاطمة Aisha|Aicha|Ayesha=عائشة Mariam|Maryam|Miriam=مريم Layla|Leila|Laila=ليلى Nour|Noor=نور
    Huda|Hoda=هدى Salma=سلمى Zainab|Zeinab|Zaynab=زينب Khadija|Khadijah|Hadiga=خديجة Amina|Aminah=أمينة Samira|Sameera=سميرة
    Rania|Raniya=رانيا Yasmin|Yasmine|Jasmin=ياسمين Dalal=دلال Iman|Eman=إيمان`),
  family: tokens(`
    Al-Hashimi|Alhashimi|El_Hachimi=الهاشمي Al-Masri|Elmasry|Almasri=المصري Haddad=حداد Khoury|Khouri|Khury=خوري
    Mansour|Mansur=منصور Saleh|Salih=صالح Al-Tamimi|Altamimi|Tamimi=التميمي Benali|Ben_Ali=بن_علي Darwish|Darwich=درويش
    Nassar=نصار Qasim|Kassem|Gasim=قاسم Al-Najjar|Alnaggar|Najjar=النجار Rahal|Rahhal=رحال Sabbagh|Sabbag=صباغ
    Zahran=زهران Bouzid|Buzid=بوزيد Chraibi|Shraibi=شرايبي Aboud|Abboud=عبود Fakhoury|Fakhuri=فاخوري Shaheen|Chahine=شاهين`),
}

export const persian: NameCulture = {
  id: 'persian',
  states: ['IRN', 'AFG', 'TJK'],
  script: 'Arab',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.1,
  male: tokens(`
    Reza|Rida=رضا Ali|Aly=علی Amir|Ameer=امیر Behrouz|Behruz|Behrooz=بهروز Dariush|Daryoush=داریوش Farhad=فرهاد
    Hamid|Hameed=حمید Kamran=کامران Mehdi|Mahdi=مهدی Navid|Naveed=نوید Omid|Umed=امید Siavash|Siyavash=سیاوش`),
  female: tokens(`
    Azadeh|Azade=آزاده Farzaneh|Farzana=فرزانه Golnaz|Gulnaz=گلناز Laleh|Lala=لاله Mahnaz=مهناز Nasrin|Nasreen=نسرین
    Parisa=پریسا Roya|Ruya=رویا Shirin|Shireen=شیرین Zahra|Zohra=زهرا`),
  family: tokens(`
    Ahmadi|Ahmady=احمدی Bahrami|Bahramy=بهرامی Ebrahimi|Ibrahimi=ابراهیمی Farahani=فراهانی Ghorbani|Qorbani=قربانی
    Hosseini|Husaini|Hoseini=حسینی Karimi|Karimy=کریمی Moradi|Muradi=مرادی Nouri|Noori|Nuri=نوری Rostami|Rustami=رستمی
    Sadeghi|Sadeqi=صادقی Tehrani|Tehrany=تهرانی Yazdani|Yazdany=یزدانی Zamani|Zamany=زمانی`),
}

export const turkish: NameCulture = {
  id: 'turkish',
  states: ['TUR', 'TUR', 'AZE', 'CYP'],
  script: 'Latn',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.15,
  male: tokens(`
    Mehmet=Mehmet Mustafa=Mustafa Ahmet=Ahmet Emre=Emre Burak=Burak Cem|Djem=Cem Caglar|Chaglar=Çağlar Hakan=Hakan
    Ismail=İsmail Kerem=Kerem Murat=Murat Onur=Onur Omer|Oemer=Ömer Selcuk|Selchuk=Selçuk Tolga=Tolga Yigit=Yiğit`),
  female: tokens(`
    Ayse|Ayshe=Ayşe Fatma=Fatma Zeynep=Zeynep Elif=Elif Busra|Bushra=Büşra Gulsen|Guelsen=Gülşen Hulya|Huelya=Hülya
    Ozlem|Oezlem=Özlem Seda=Seda Sirin|Shirin=Şirin Tugce|Tugche=Tuğçe Yildiz=Yıldız`),
  family: tokens(`
    Yilmaz=Yılmaz Kaya=Kaya Demir=Demir Celik|Chelik=Çelik Sahin|Shahin=Şahin Yildirim=Yıldırım Ozturk|Oeztuerk=Öztürk
    Aydin=Aydın Arslan|Aslan=Arslan Dogan=Doğan Kilic|Kilich=Kılıç Cetin|Chetin=Çetin Koc|Koch=Koç Gunes|Guenes=Güneş
    Erdogmus|Erdogmush=Erdoğmuş Karaca|Karadja=Karaca`),
}
